import { existsSync, readFileSync } from 'node:fs';
import { ModelError } from '../../../src/errors.js';
import { parseArchitecture } from '../../../src/nnunet/network/parse-architecture.js';
import { usualBlocks } from '../../support/usual-blocks.js';

const library = 'dynamic_network_architectures';
const plainKwargs = {
  n_stages: 3,
  features_per_stage: [32, 64, 128],
  kernel_sizes: [
    [1, 3, 3],
    [3, 3, 3],
    [3, 3, 3],
  ],
  strides: [
    [1, 1, 1],
    [1, 2, 2],
    [2, 2, 2],
  ],
  n_conv_per_stage: [2, 2, 3],
  n_conv_per_stage_decoder: [2, 1],
  ...usualBlocks,
};
const { n_conv_per_stage, ...sharedKwargs } = plainKwargs;
const residualKwargs = { ...sharedKwargs, n_blocks_per_stage: [1, 3, 4] };

describe('parseArchitecture', () => {
  test('reads a PlainConvUNet', () => {
    expect(parse('PlainConvUNet', plainKwargs)).toEqual({
      networkClass: 'PlainConvUNet',
      dimension: 3,
      featuresPerStage: [32, 64, 128],
      kernelSizes: plainKwargs.kernel_sizes,
      strides: plainKwargs.strides,
      blocksPerStage: [2, 2, 3],
      convPerStageDecoder: [2, 1],
      // The stages from the second coarsest up, as the encoder's.
      decoderKernelSizes: [plainKwargs.kernel_sizes[1], plainKwargs.kernel_sizes[0]],
      upsamplingBias: true,
      segmentationBias: true,
      convBias: true,
      norm: { kind: 'instance', eps: 1e-5, affine: true },
      nonlin: { kind: 'LeakyReLU', negativeSlope: 0.01 },
      nonlinFirst: false,
      residual: null,
    });
  });

  test('reads a ResidualEncoderUNet', () => {
    const { residual, blocksPerStage } = parse('ResidualEncoderUNet', residualKwargs);
    expect(blocksPerStage).toEqual([1, 3, 4]);
    expect(residual).toEqual({
      bottleneckChannels: null,
      stemChannels: 32,
      squeezeExcitation: null,
    });
  });

  test('reads bottlenecks, stem and squeeze-and-excitation', () => {
    const { residual } = parse('ResidualUNet', {
      ...residualKwargs,
      block: `${library}.building_blocks.residual.BottleneckD`,
      bottleneck_channels: 8,
      stem_channels: 24,
      squeeze_excitation: true,
    });
    expect(residual).toEqual({
      bottleneckChannels: [8, 8, 8],
      stemChannels: 24,
      squeezeExcitation: 1 / 16,
    });
  });

  test('repeats single numbers per stage and axis', () => {
    const architecture = parse('PlainConvUNet', {
      ...plainKwargs,
      features_per_stage: 16,
      kernel_sizes: 3,
      strides: [1, 2, [1, 2, 2]],
      n_conv_per_stage: 2,
      n_conv_per_stage_decoder: 1,
    });
    expect(architecture.featuresPerStage).toEqual([16, 16, 16]);
    expect(architecture.kernelSizes).toEqual(Array(3).fill([3, 3, 3]));
    expect(architecture.strides).toEqual([
      [1, 1, 1],
      [2, 2, 2],
      [1, 2, 2],
    ]);
    expect(architecture.blocksPerStage).toEqual([2, 2, 2]);
    expect(architecture.convPerStageDecoder).toEqual([1, 1]);
  });

  test("fills in the library's defaults", () => {
    const { conv_bias, norm_op_kwargs, nonlin_kwargs, ...required } = plainKwargs;
    const architecture = parse('PlainConvUNet', { ...required, nonlin: 'torch.nn.ReLU' });
    expect(architecture.convBias).toBe(false);
    expect(architecture.norm).toEqual({ kind: 'instance', eps: 1e-5, affine: false });
    expect(architecture.nonlin).toEqual({ kind: 'ReLU' });
  });

  test('reads plans from before nnU-Net 2.4', () => {
    const architecture = parseArchitecture({
      UNet_class_name: 'ResidualEncoderUNet',
      UNet_base_num_features: 32,
      unet_max_num_features: 100,
      conv_kernel_sizes: [
        [3, 3],
        [3, 3],
        [3, 3],
      ],
      pool_op_kernel_sizes: [
        [1, 1],
        [2, 2],
        [2, 1],
      ],
      n_conv_per_stage_encoder: [1, 3, 4],
      n_conv_per_stage_decoder: [1, 1],
      patch_size: [64, 64],
    });
    expect(architecture).toEqual({
      networkClass: 'ResidualEncoderUNet',
      dimension: 2,
      featuresPerStage: [32, 64, 100],
      kernelSizes: Array(3).fill([3, 3]),
      strides: [
        [1, 1],
        [2, 2],
        [2, 1],
      ],
      blocksPerStage: [1, 3, 4],
      convPerStageDecoder: [1, 1],
      decoderKernelSizes: Array(2).fill([3, 3]),
      upsamplingBias: true,
      segmentationBias: true,
      convBias: true,
      norm: { kind: 'instance', eps: 1e-5, affine: true },
      nonlin: { kind: 'LeakyReLU', negativeSlope: 0.01 },
      nonlinFirst: false,
      residual: { bottleneckChannels: null, stemChannels: 32, squeezeExcitation: null },
    });
  });

  test.each([
    ['Primus', 'dynamic_network_architectures.architectures.primus.PrimusM'],
    ['a namesake from elsewhere', 'my.networks.PlainConvUNet'],
    ['a class with a longer name', `${library}.architectures.unet.ResidualEncoderUNetOrgan`],
  ])('refuses %s by name', (_, name) => {
    const configuration = {
      architecture: { network_class_name: name, arch_kwargs: plainKwargs },
    };
    expect(() => parseArchitecture(configuration)).toThrow(ModelError);
    expect(() => parseArchitecture(configuration)).toThrow(name);
    expect(() => parseArchitecture(configuration)).toThrow('ResidualEncoderUNet');
  });

  test.each([
    ['convolution', { conv_op: 'torch.nn.Conv1d' }, /Conv1d.*supported are Conv2d, Conv3d/],
    ['norm', { norm_op: 'torch.nn.LayerNorm' }, /LayerNorm.*InstanceNorm3d, BatchNorm3d/],
    ['norm of another rank', { norm_op: 'torch.nn.BatchNorm2d' }, /BatchNorm2d.*BatchNorm3d/],
    ['namesake', { norm_op: 'my.InstanceNorm3d' }, /my\.InstanceNorm3d/],
    ['norm argument', { norm_op_kwargs: { track_running_stats: true } }, /track_running_stats/],
    ['nonlinearity', { nonlin: 'torch.nn.Mish' }, /Mish.*LeakyReLU, ReLU, ELU, SiLU, GELU/],
    ['nonlinearity argument', { nonlin_kwargs: { slope: 1 } }, /nonlin_kwargs.*\n.*slope/],
    ['dropout', { dropout_op: 'torch.nn.AlphaDropout' }, /AlphaDropout.*Dropout3d/],
    ['argument', { window_size: 7 }, /arch_kwargs for PlainConvUNet.*\n.*window_size/],
    ['even kernel', { kernel_sizes: [3, 4, 3] }, /only odd kernels/],
    ['strided first stage', { strides: 2 }, /first stride is \[2,2,2\]/],
    ['wrong length', { strides: [1, 2] }, /strides has 2 entries, but the network needs 3/],
    ['wrong rank', { kernel_sizes: [[3, 3], 3, 3] }, /kernel_sizes\[0\] has 2 entries.*needs 3/],
    ['wrong type', { n_stages: '3' }, /n_stages/],
    ['fraction', { features_per_stage: 2.5 }, /features_per_stage/],
  ])('refuses an unsupported %s', (_, change, message) => {
    expect(() => parse('PlainConvUNet', { ...plainKwargs, ...change })).toThrow(ModelError);
    expect(() => parse('PlainConvUNet', { ...plainKwargs, ...change })).toThrow(message);
  });

  test.each([
    ['block', { block: 'my.Block' }, /my\.Block.*BasicBlockD, BottleneckD/],
    ['bottleneck without channels', { block: 'a.BottleneckD' }, /bottleneck_channels has 0/],
  ])('refuses an unsupported residual %s', (_, change, message) => {
    expect(() => parse('ResidualEncoderUNet', { ...residualKwargs, ...change })).toThrow(message);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty configuration', {}],
    ['an incomplete architecture', { architecture: { network_class_name: 'x' } }],
    ['incomplete old plans', { UNet_class_name: 'PlainConvUNet' }],
  ])('refuses %s', (_, configuration) => {
    expect(() => parseArchitecture(configuration)).toThrow(ModelError);
    expect(() => parseArchitecture(configuration)).toThrow('do not describe a network');
  });
});

const shared = new URL('../../../../shared/data/plans/', import.meta.url);
const describeShared = existsSync(shared) ? describe : describe.skip;
const skipped = existsSync(shared) ? '' : ' (skipped: no shared data)';

describeShared(`parseArchitecture on public models${skipped}`, () => {
  test.each([
    ['LesionTracer/nnUNetResEncUNetLPlansMultiTalent.json', '3d_fullres', 'ResidualEncoderUNet'],
    ['autoPETCTIV_Task1/plans.json', '2d', 'PlainConvUNet'],
    ['autoPETV_baseline_Dataset998/plans.json', '3d_fullres', 'PlainConvUNet'],
    ['NIH-MIP_FDG/nnUNetPlans.json', '3d_fullres', 'PlainConvUNet'],
    ['AutoPET24_Astarakee/plans.json', '2d', 'ResidualEncoderUNet'],
  ])('%s, %s is a %s', (file, name, networkClass) => {
    const plans = JSON.parse(readFileSync(new URL(file, shared), 'utf8'));
    const architecture = parseArchitecture(plans.configurations[name]);
    expect(architecture.networkClass).toBe(networkClass);
    expect(architecture.dimension).toBe(name === '2d' ? 2 : 3);
    expect(architecture.featuresPerStage.slice(0, 4)).toEqual([32, 64, 128, 256]);
  });
});

function parse(networkClass: string, kwargs: object) {
  return parseArchitecture({
    architecture: {
      network_class_name: `${library}.architectures.unet.${networkClass}`,
      arch_kwargs: kwargs,
    },
  });
}
