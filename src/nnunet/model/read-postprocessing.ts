import { join } from 'node:path';
import { z } from 'zod';
import { ModelError } from '../../errors.js';
import { readModelFileIfThere } from './read-model-file.js';

/** Keep only the largest connected component of these labels taken together. */
export interface LargestComponentRule {
  readonly labels: readonly number[];
}

const label = z.number().int().nonnegative();
// A label, several, or regions of several: nnU-Net takes the union of all of them.
const kwargs = z.strictObject({
  labels_or_regions: z.union([label, z.array(z.union([label, z.array(label)]))]),
  background_label: z.literal(0).optional(),
});
const schema = z.looseObject({
  postprocessing_fns: z.array(z.string()),
  postprocessing_kwargs: z.array(kwargs),
});

const supported = 'remove_all_but_largest_component_from_segmentation';

/**
 * Reads `postprocessing.json`, which nnU-Net's determine_postprocessing writes, in a model folder.
 * nnU-Net predicts without it and applies it in a command of its own; here it counts if it lies
 * beside plans.json, and what lies in crossval_results_* is left alone, as nnU-Net leaves it.
 *
 * @returns the rules in the order in which they apply; none without the file
 * @throws ModelError when the file is malformed or names a function that autopet does not know
 */
export async function readPostprocessing(folder: string): Promise<LargestComponentRule[]> {
  const path = join(folder, 'postprocessing.json');
  const file = await readModelFileIfThere(path, schema);
  if (file === null) return [];
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
