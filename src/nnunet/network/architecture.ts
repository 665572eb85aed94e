/** A U-Net as nnU-Net's plans describe it, all settings written out per stage. */
export interface Architecture {
  readonly networkClass: NetworkClass;
  /** Number of spatial axes. */
  readonly dimension: 2 | 3;
  /** Channels of each encoder stage, full resolution first. */
  readonly featuresPerStage: readonly number[];
  /** Per stage and axis ([z,y,x] or [y,x]). */
  readonly kernelSizes: readonly (readonly number[])[];
  /** Per stage and axis; the first convolution or block of a stage carries the stride. */
  readonly strides: readonly (readonly number[])[];
  /** Convolutions (PlainConvUNet) or residual blocks of each encoder stage. */
  readonly blocksPerStage: readonly number[];
  /** Convolutions (or residual blocks in ResidualUNet) of each decoder stage, lowest resolution first. */
  readonly convPerStageDecoder: readonly number[];
  /** Of each decoder stage, lowest resolution first. */
  readonly decoderKernelSizes: readonly (readonly number[])[];
  readonly convBias: boolean;
  /** Of transposed convolutions, and of the last layer. */
  readonly upsamplingBias: boolean;
  readonly segmentationBias: boolean;
  readonly norm: Norm | null;
  readonly nonlin: Nonlin | null;
  /** Convolution, nonlinearity, normalisation instead of convolution, normalisation, nonlinearity. */
  readonly nonlinFirst: boolean;
  /** What only residual encoders have; null for PlainConvUNet and nnU-Net v1's Generic_UNet. */
  readonly residual: ResidualSettings | null;
}

export const networkClasses = [
  'PlainConvUNet',
  'ResidualEncoderUNet',
  'ResidualUNet',
  'Generic_UNet',
] as const;
export type NetworkClass = (typeof networkClasses)[number];

export interface Norm {
  readonly kind: 'instance' | 'batch';
  readonly eps: number;
  readonly affine: boolean;
}

export type Nonlin =
  | { readonly kind: 'LeakyReLU'; readonly negativeSlope: number }
  | { readonly kind: 'ELU'; readonly alpha: number }
  | { readonly kind: 'ReLU' | 'GELU' | 'SiLU' };

export interface ResidualSettings {
  /** Channels inside the blocks of each stage; null where blocks are BasicBlockD. */
  readonly bottleneckChannels: readonly number[] | null;
  readonly stemChannels: number;
  /** Channel ratio of squeeze-and-excitation; null where blocks have none. */
  readonly squeezeExcitation: number | null;
}
