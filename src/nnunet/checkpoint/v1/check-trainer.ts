import { ModelError } from '../../../errors.js';

/** Words in the names of nnU-Net v1's trainers whose networks or labels differ where weights do not show it. */
const others: readonly (readonly [RegExp, string])[] = [
  [/Resenc/i, 'a residual encoder (FabiansUNet)'],
  [/BraTSRegions/, 'regions that only its code names'],
  [/BN(?![a-z])|GN(?![a-z])|FRN|NoNormalization/, 'another normalisation than Generic_UNet'],
  [/ReLU|GeLU|Mish/i, 'another nonlinearity than Generic_UNet'],
];

/**
 * Makes sure that an nnU-Net v1 trainer uses Generic_UNet as nnUNetTrainerV2 does.
 *
 * @throws ModelError naming the trainer and what is other about it
 */
export function checkTrainer(name: string): void {
  const other = others.find(([pattern]) => pattern.test(name));
  if (other === undefined) return;
  throw new ModelError(
    `its trainer ${name} uses ${other[1]}, which is not supported for nnU-Net v1. Supported: nnUNetTrainerV2 and its variants with the same network`,
  );
}
