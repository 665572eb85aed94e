import { ModelError } from '../../errors.js';
import { printable } from './printable.js';

/**
 * Renames the entries of an nnU-Net state dict to one name per weight, in the given order:
 *
 * - the prefixes `module.` (DistributedDataParallel) and `_orig_mod.` (torch.compile) go;
 * - `decoder.encoder.*` is the encoder once more (UNetDecoder keeps a reference) and becomes `encoder.*`;
 * - `*.all_modules.0.*` and `*.all_modules.<n>.*` are the same modules as `*.conv.*` and `*.norm.*`
 *   (ConvDropoutNormReLU registers them twice) and become those.
 *
 * A weight that is there under its own name wins over its duplicates, and the first duplicate over the
 * others, so a state dict from which either kind was removed still has every weight.
 *
 * @throws ModelError if two weights differ only in their prefix.
 */
export function canonicalWeights<T>(stateDict: ReadonlyMap<string, T>): Map<string, T> {
  const weights = new Map<string, T>();
  const settled = new Set<string>();
  for (const [name, weight] of stateDict) {
    const ownName = name.replace(/^(?:module\.|_orig_mod\.)+/, '');
    const canonical = canonicalName(ownName);
    const isDuplicate = canonical !== ownName;
    if (isDuplicate && weights.has(canonical)) continue;
    if (settled.has(canonical)) {
      throw new ModelError(
        `two of its weights are named ${printable(canonical)} once module. and _orig_mod. are removed: save one network only`,
      );
    }
    if (!isDuplicate) settled.add(canonical);
    weights.set(canonical, weight);
  }
  return weights;
}

function canonicalName(name: string): string {
  return name
    .replace(/^decoder\.encoder\./, 'encoder.')
    .replace(/\.all_modules\.0\./, '.conv.')
    .replace(/\.all_modules\.\d+\./, '.norm.');
}
