import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { readModelFileIfThere } from './read-model-file.js';

const previousStages = z.looseObject({
  configurations: z
    .record(z.string(), z.looseObject({ previous_stage: z.string().nullish() }))
    .nullish(),
});

/**
 * The model folders whose network does not run before that of another one among them: a cascade's second network finds the first by
 * itself. In v2 plans.json names it, or the usual names tell; in v1 these alone.
 */
export async function withoutEarlier(folders: readonly string[]): Promise<readonly string[]> {
  if (folders.length < 2) return folders;
  const earlier = new Set<string>();
  for (const folder of folders) {
    for (const first of await earlierOf(folder, folders)) earlier.add(first);
  }
  return folders.filter((folder) => !earlier.has(folder));
}

async function earlierOf(folder: string, all: readonly string[]): Promise<readonly string[]> {
  const [trainer, plans, configuration] = basename(folder).split('__');
  if (configuration === undefined) return earlierOfV1(folder, all);
  const path = join(folder, 'plans.json');
  // What is wrong with it, whoever loads it says.
  const plansFile = await readModelFileIfThere(path, previousStages).catch(() => null);
  const usual = configuration === '3d_cascade_fullres' ? '3d_lowres' : null;
  const previous = plansFile?.configurations?.[configuration]?.previous_stage ?? usual;
  return previous ? [join(folder, '..', `${trainer}__${plans}__${previous}`)] : [];
}

/** `3d_cascade_fullres/<task>/…` comes after `3d_lowres/<task>/…`, whose trainer has another name. */
function earlierOfV1(folder: string, all: readonly string[]): readonly string[] {
  const cascade = /3d_cascade_fullres/;
  if (!cascade.test(folder)) return [];
  const lowres = dirname(folder).replace(cascade, '3d_lowres');
  return all.filter((other) => isV1(other) && dirname(other) === lowres);
}

function isV1(folder: string): boolean {
  return basename(folder).split('__').length === 2;
}
