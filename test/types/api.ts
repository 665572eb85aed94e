/**
 * What a TypeScript program may and may not write with autopet. `npm run typecheck` compiles it: a line
 * below `@ts-expect-error` that is no error is one. It is not run.
 */
import pino from 'pino';
import {
  type AutopetError,
  checkInput,
  type ErrorCode,
  type Evaluation,
  evaluate,
  isAutopetError,
  type Log,
  openSegmenter,
  type Ranking,
  rank,
  type Segmenter,
  type SegmenterState,
  type SegmentResult,
  type StudyOptions,
  segment,
} from '../../src/index.js';

const files = { pet: 'pet.mha', ct: 'ct.mha', output: 'mask.mha' };

export async function segmenting(): Promise<void> {
  // Three options are enough; all others may be left out, undefined or null.
  const result: SegmentResult = await segment(files);
  await segment({ ...files, timeLimit: undefined, threads: null, folds: ['0'], tta: 'none' });
  await segment({ ...files, signal: AbortSignal.timeout(1000), onProgress: (done) => void done });
  // A model of PET alone needs no CT.
  await segment({ pet: 'pet.mha', output: 'mask.mha', model: 'model' });
  // @ts-expect-error the PET is missing
  await segment({ ct: 'ct.mha', output: 'mask.mha' });
  // @ts-expect-error a typo
  await segment({ ...files, stepsize: 0.5 });
  // @ts-expect-error text is no number
  await segment({ ...files, stepSize: '0.5' });
  // @ts-expect-error there is no such device
  await segment({ ...files, device: 'tpu' });
  // @ts-expect-error folds go by name
  await segment({ ...files, folds: [0] });

  const suvMax: number | null = result.lesions.suvMax;
  const axes: readonly number[] | undefined = result.passes.done[0]?.mirrorAxes;
  // @ts-expect-error a result is not changed
  result.lesions.count = 0;
  // @ts-expect-error snake_case is for the report's JSON
  void result.lesions.tmtv_ml;
  void [suvMax, axes];
}

export async function keepingTheModel(): Promise<void> {
  const segmenter: Segmenter = await openSegmenter();
  const state: SegmenterState = segmenter.state;
  const study: StudyOptions = { ...files, timeLimit: 60 };
  await segmenter.segment(study);
  // @ts-expect-error the device is chosen when it is opened
  await segmenter.segment({ ...files, device: 'cpu' });
  // @ts-expect-error what a study is called is no business of all of them
  await openSegmenter({ pet: 'pet.mha' });
  // @ts-expect-error nobody but the segmenter says how it is
  segmenter.state = 'ready';
  const disposable: AsyncDisposable = segmenter;
  await using another = await openSegmenter({ device: 'cpu' });
  void [state, disposable, another];
}

export async function checking(): Promise<void> {
  const { verdict, findings } = await checkInput({ pet: 'pet.mha', ct: 'ct.mha' });
  const known: 'ok' | 'warn' | 'refuse' = verdict;
  const measured: readonly string[] = findings.map((finding) => finding.measured);
  await segment({ ...files, acceptInput: verdict === 'warn' });
  void [known, measured];
}

export async function scoring(): Promise<void> {
  const { evaluation, files } = await evaluate({ predictions: 'a', references: 'b' });
  const found: Evaluation = evaluation;
  const dice: number | null = found.aggregates.dice.mean;
  await evaluate({ predictions: 'a', references: 'b', rules: 'I', referenceLabel: 2 });
  // @ts-expect-error options are in camelCase
  await evaluate({ predictions: 'a', references: 'b', reference_label: 2 });
  // @ts-expect-error there was no second edition of the rules
  await evaluate({ predictions: 'a', references: 'b', rules: 'II' });
  const ranking: Ranking = await rank([{ name: 'a', path: 'a.json' }]);
  await rank([{ name: 'a', path: 'a.json' }], { by: 'subsets', bootstrap: 100 });
  // @ts-expect-error an algorithm has a name
  await rank([{ path: 'a.json' }]);
  void [dice, files, ranking];
}

export function telling(error: unknown): ErrorCode | null {
  const own: Log = { info: (_fields, message) => void message, warn: () => undefined };
  const logs: Log[] = [own, pino()];
  // @ts-expect-error warnings must go somewhere, too
  logs.push({ info: () => undefined });
  if (!isAutopetError(error)) return null;
  const known: AutopetError = error;
  // @ts-expect-error there is no such kind
  if (known.code === 'bad-luck') return null;
  return known.code;
}
