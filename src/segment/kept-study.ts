import { isDeepStrictEqual } from 'node:util';
import { sha256 } from '../files/sha256.js';
import type { KeptChannels } from './preprocess/kept-channels.js';
import { inputOf } from './study/input-of.js';
import type { StudyInput } from './study/open-study.js';
import type { ReadStudy } from './study/read-study.js';

/** What is kept of a study from one iteration of clicks to the next. */
export interface KeptStudy {
  /** As read; null as long as it was not. */
  study: ReadStudy | null;
  /** Its PET and CT as the network takes them. */
  readonly channels: KeptChannels;
}

/** Keeps the last study of a model that takes clicks. */
export interface StudyKeeper {
  /**
   * What is kept of a study, known by the bytes of its files whatever they are called, and by what is said of it. Of another one
   * than the last nothing is, and what was kept of the last is let go.
   */
  of(input: StudyInput): Promise<KeptStudy>;
}

/** Begins with nothing. */
export function keepStudy(): StudyKeeper {
  let key: unknown = null;
  let kept: KeptStudy = { study: null, channels: new Map() };
  return {
    of: async (input) => {
      const { pet, ct, ...said } = inputOf(input);
      // What cannot be read is told by who opens it.
      const sum = (path: string | null) =>
        path === null ? null : sha256(path).catch(() => Symbol('not read'));
      const found = { said, sums: await Promise.all([sum(pet), sum(ct)]) };
      if (!isDeepStrictEqual(found, key)) kept = { study: null, channels: new Map() };
      key = found;
      return kept;
    },
  };
}
