import { renameV1Weights } from '../../../../src/nnunet/checkpoint/v1/rename-weights.js';

const renamed = (...names: string[]) => [
  ...renameV1Weights(new Map(names.map((name, i) => [name, i]))).keys(),
];

test('Generic_UNet’s weights get the names that v2 has for them', () => {
  expect(
    renamed(
      'module.conv_blocks_context.0.blocks.0.conv.weight',
      'module.conv_blocks_context.0.blocks.1.conv.bias',
      'conv_blocks_context.0.blocks.2.instnorm.weight',
      'conv_blocks_context.5.0.blocks.1.instnorm.bias',
      'conv_blocks_context.5.1.blocks.0.conv.weight',
      'conv_blocks_localization.0.0.blocks.0.conv.weight',
      'conv_blocks_localization.4.1.blocks.0.instnorm.bias',
      'tu.3.weight',
      'seg_outputs.4.weight',
      'something.else',
    ),
  ).toEqual([
    'encoder.stages.0.0.convs.0.conv.weight',
    'encoder.stages.0.0.convs.1.conv.bias',
    'encoder.stages.0.0.convs.2.norm.weight',
    'encoder.stages.5.0.convs.1.norm.bias',
    'encoder.stages.5.0.convs.2.conv.weight',
    'decoder.stages.0.convs.0.conv.weight',
    'decoder.stages.4.convs.2.norm.bias',
    'decoder.transpconvs.3.weight',
    'decoder.seg_layers.4.weight',
    'something.else',
  ]);
});
