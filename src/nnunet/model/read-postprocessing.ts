import { join } from 'node:path';
import { z } from 'zod';
import { ModelError } from '../../errors.js';
import { readModelFile, readModelFileIfThere } from './read-model-file.js';

/** Keep only the largest connected component of these labels taken together. */
export interface LargestComponentRule {
  readonly labels: readonly number[];
  /** Of nnU-Net v1, whose voxels touch by faces alone. Default: 26. */
  readonly connectivity?: 6;
  /** Volume from which on other components stay too, mm³, of nnU-Net v1. Default: none. */
  readonly keptFromMm3?: number;
}

const label = z.number().int().nonnegative();
// A label, several, or regions of several: nnU-Net takes the union of all of them.
const kwargs = z.strictObject({
  labels_or_regions: z.union([label, z.array(z.union([label, z.array(label)]))]),
  background_label: z.literal(0).optional(),
});
const v2Schema = z.looseObject({
  postprocessing_fns: z.array(z.string()),
  postprocessing_kwargs: z.array(kwargs),
});
const v1Schema = z.looseObject({
  /** Null: each label by itself. */
  for_which_classes: z.array(z.union([label, z.array(label)])).nullable(),
  /** A dict as Python writes it, in a text. */
  min_valid_object_sizes: z.string().nullish(),
});

const supported = 'remove_all_but_largest_component_from_segmentation';

/**
 * Reads `postprocessing.json`, which nnU-Net's determine_postprocessing writes, in a model folder.
 * nnU-Net v2 predicts without it and applies it in a command of its own, v1 applies it at once; here it counts if it lies
 * beside plans.json, and what lies in crossval_results_* is left alone, as nnU-Net leaves it.
 *
 * @param foreground labels of the model
 * @returns the rules in the order in which they apply; none without the file
 * @throws ModelError when the file is malformed or names a function that autopet does not know
 */
export async function readPostprocessing(
  folder: string,
  foreground: readonly number[] = [],
): Promise<LargestComponentRule[]> {
  const path = join(folder, 'postprocessing.json');
  const content = await readModelFileIfThere(path, z.looseObject({}));
  if (content === null) return [];
  return 'for_which_classes' in content
    ? v1Rules(await readModelFile(path, v1Schema), path, foreground)
    : v2Rules(await readModelFile(path, v2Schema), path);
}

function v2Rules(file: z.infer<typeof v2Schema>, path: string): LargestComponentRule[] {
  const unknown = file.postprocessing_fns.find((name) => name !== supported);
  if (unknown !== undefined) {
    throw new ModelError(
      `${path} names the function "${unknown}". Supported: ${supported}. Remove the file to do without postprocessing.`,
    );
  }
  if (file.postprocessing_fns.length !== file.postprocessing_kwargs.length) {
    throw new ModelError(
      `${path} lists ${file.postprocessing_fns.length} functions, but arguments for ${file.postprocessing_kwargs.length}.`,
    );
  }
  return file.postprocessing_kwargs.map(({ labels_or_regions }) => ({
    labels: [labels_or_regions].flat(2),
  }));
}

function v1Rules(
  { for_which_classes, min_valid_object_sizes }: z.infer<typeof v1Schema>,
  path: string,
  foreground: readonly number[],
): LargestComponentRule[] {
  const sizes = parseSizes(min_valid_object_sizes ?? 'None', path);
  return (for_which_classes ?? foreground).map((classes) => {
    const labels = [classes].flat();
    const keptFromMm3 = sizes?.get(labels.join());
    if (sizes !== null && keptFromMm3 === undefined) {
      throw new ModelError(`${path} has no min_valid_object_sizes of ${labels.join(' and ')}.`);
    }
    return { labels, connectivity: 6, ...(keptFromMm3 === undefined ? {} : { keptFromMm3 }) };
  });
}

/** `{1: 1234.5, (1, 2): 99.0}` by labels, `1` or `1,2`; null for None. */
function parseSizes(text: string, path: string): ReadonlyMap<string, number> | null {
  if (/^\s*(None|null)\s*$/.test(text)) return null;
  const inner = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1];
  const entry = /\s*(?:\(([\d,\s]+)\)|(\d+))\s*:\s*([-+.\deE]+)\s*(?:,|$)/gy;
  const sizes = new Map<string, number>();
  let end = 0;
  for (const [all, several, one, size] of (inner ?? '').matchAll(entry)) {
    const labels = (several ?? one ?? '').split(',').map((part) => part.trim());
    sizes.set(labels.filter((part) => part !== '').join(), Number(size));
    end += all.length;
  }
  if (inner !== undefined && end === inner.length && [...sizes.values()].every(Number.isFinite)) {
    return sizes;
  }
  throw new ModelError(
    `${path}: min_valid_object_sizes is "${text}". Expected what nnU-Net v1 writes, such as "{1: 1234.5, (1, 2): 99.0}".`,
  );
}
