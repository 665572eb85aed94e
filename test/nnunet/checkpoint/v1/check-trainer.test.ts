import { checkTrainer } from '../../../../src/nnunet/checkpoint/v1/check-trainer.js';

test.each([
  'nnUNetTrainer',
  'nnUNetTrainerV2',
  'nnUNetTrainerV2_DA5',
  'nnUNetTrainerV2_noMirroring',
  'nnUNetTrainerV2CascadeFullRes',
  'nnUNetTrainerV2_3ConvPerStage',
  'nnUNetTrainerV2_Loss_DiceCE_noSmooth',
])('%s is taken', (name) => {
  expect(() => checkTrainer(name)).not.toThrow();
});

test.each([
  'nnUNetTrainerV2_ResencUNet_DA3',
  'nnUNetTrainerV2_BN',
  'nnUNetTrainerV2_GN',
  'nnUNetTrainerV2_FRN',
  'nnUNetTrainerV2_NoNormalization_lr1en3',
  'nnUNetTrainerV2_GeLU',
  'nnUNetTrainerV2_Mish',
  'nnUNetTrainerV2_LReLU_slope_2en1',
  'nnUNetTrainerV2_lReLU_convlReLUIN',
  'nnUNetTrainerV2BraTSRegions_DA4_BN_BD',
])('%s is refused by its name', (name) => {
  expect(() => checkTrainer(name)).toThrow(new RegExp(`its trainer ${name} uses`));
});
