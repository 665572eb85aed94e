import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readVolume } from '../../../src/image/read/read-volume.js';
import type { FoldChoice } from '../../../src/nnunet/model/find-folds.js';
import type { Precision } from '../../../src/runtime/precision.js';
import { segment } from '../../../src/segment/segment.js';

/** How far autopet is from nnU-Net on one study. */
export interface Agreement {
  /** Share of the voxels that have another label, and their number. */
  readonly otherLabel: number;
  readonly otherVoxels: number;
  /** The lowest Dice of any label, background included. */
  readonly lowestDice: number;
  /** Of the last label's probability: nnU-Net as it is, with sums in float16. */
  readonly probability: Differences;
  /** The same with nnU-Net's sums in float32; null where the kit has none. */
  readonly exactProbability: Differences | null;
}

export interface Differences {
  readonly max: number;
  readonly mean: number;
}

/** Kits that are our own say where their model is and which folds were chosen. */
interface KitJson {
  readonly model?: string;
  readonly folds?: readonly string[] | null;
}

/**
 * Runs autopet on a kit as nnU-Net ran on it, on the CPU with all mirrors.
 *
 * @param kit folder with pet.mha, ct.mha and clicks.json (if the model takes them), model/, expected.mha and expected_prob.mha or exact_prob.mha
 * @param output folder for the mask and the probabilities
 */
export async function compareKit(
  kit: string,
  output: string,
  precision: Precision = 'float32',
): Promise<Agreement> {
  const { model, folds } = JSON.parse(readFileSync(join(kit, 'kit.json'), 'utf8')) as KitJson;
  const mask = join(output, 'mask.mha');
  const probabilities = join(output, 'probabilities.mha');
  await segment({
    pet: join(kit, 'pet.mha'),
    ct: existsSync(join(kit, 'ct.mha')) ? join(kit, 'ct.mha') : null,
    output: mask,
    probabilities,
    model: join(kit, model ?? 'model'),
    // Shared kits list the folds they have, which is what is found without a choice.
    folds: model === undefined ? 'auto' : foldChoice(folds ?? null),
    device: 'cpu',
    precision,
    tta: 'full',
    ...(existsSync(join(kit, 'clicks.json')) ? { clicks: join(kit, 'clicks.json') } : {}),
  });
  const labels = (await readVolume(mask)).data;
  const expected = (await readVolume(join(kit, 'expected.mha'))).data;
  const probability = (await readVolume(probabilities)).data;
  const compare = async (name: string): Promise<Differences> =>
    differences(probability, (await readVolume(join(kit, name))).data);
  const [hasRounded, hasExact] = ['expected_prob.mha', 'exact_prob.mha'].map((name) =>
    existsSync(join(kit, name)),
  );
  return {
    ...labelAgreement(labels, expected),
    probability: await compare(hasRounded ? 'expected_prob.mha' : 'exact_prob.mha'),
    exactProbability: hasExact ? await compare('exact_prob.mha') : null,
  };
}

function foldChoice(folds: readonly string[] | null): FoldChoice {
  if (folds === null) return 'auto';
  return folds[0] === 'all' ? 'all' : folds;
}

function labelAgreement(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
): Pick<Agreement, 'otherLabel' | 'otherVoxels' | 'lowestDice'> {
  const counts = new Map<number, { found: number; expected: number; both: number }>();
  const of = (label: number) => {
    if (!counts.has(label)) counts.set(label, { found: 0, expected: 0, both: 0 });
    return counts.get(label)!;
  };
  let other = 0;
  for (let i = 0; i < expected.length; i++) {
    of(found[i]!).found++;
    of(expected[i]!).expected++;
    if (found[i] === expected[i]) of(found[i]!).both++;
    else other++;
  }
  const dice = [...counts.values()].map((c) => (2 * c.both) / (c.found + c.expected));
  return {
    otherLabel: other / expected.length,
    otherVoxels: other,
    lowestDice: Math.min(...dice),
  };
}

function differences(found: ArrayLike<number>, expected: ArrayLike<number>): Differences {
  let max = 0;
  let sum = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(found[i]! - expected[i]!);
    max = Math.max(max, difference);
    sum += difference;
  }
  return { max, mean: sum / expected.length };
}
