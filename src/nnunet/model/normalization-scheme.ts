/** Names of nnU-Net's intensity normalisations, as in `normalization_schemes` of plans.json. */
export type NormalizationScheme =
  | 'CTNormalization'
  | 'CT2Normalization'
  | 'ZScoreNormalization'
  | 'NoNormalization'
  | 'RescaleTo01Normalization'
  | 'RGBTo01Normalization';

/** Statistics of a channel's foreground in the training set (HU or SUV), as in plans.json. */
export interface IntensityProperties {
  readonly mean: number;
  readonly std: number;
  readonly percentile_00_5: number;
  readonly percentile_99_5: number;
  /** Lowest and largest value, where they are recorded. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}
