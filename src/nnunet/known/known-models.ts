/** A public model for PET or PET/CT whose weights users may get. */
export interface KnownModel {
  readonly id: string;
  readonly name: string;
  /** Where the weights are; null for those that come with autopet. */
  readonly source: string | null;
  readonly licence: string;
  readonly tracers: string;
  readonly channels: string;
  readonly size: string;
  /** Where a published sum of the download is to be found. */
  readonly checksum: string;
  /** What autopet needs to run it. */
  readonly needs: string;
  readonly cite: string;
  /** How its folder is told: by the trainer, the data set or the plans that it names. */
  readonly marks: readonly RegExp[];
}

/** When the facts below were looked up in the public sources that docs/models.md names. */
export const lookedUp = '2026-11-28';

const unknown = 'not stated';

/** The models that are known, the most general first; docs/models.md says more of each. */
export const knownModels: readonly KnownModel[] = [
  {
    id: 'bundled',
    name: "autopet's own",
    source: null,
    licence: 'see weights/MODEL_CARD.md',
    tracers: 'FDG',
    channels: 'CT, PET',
    size: 'in the package',
    checksum: 'weights/model.json',
    needs: '--pet --ct',
    cite: 'weights/MODEL_CARD.md',
    marks: [/^Dataset500_Autopet$/],
  },
  {
    id: 'lesiontracer',
    name: 'LesionTracer (autoPET III, first place)',
    source: 'https://zenodo.org/records/13786235',
    licence: 'CC BY 4.0',
    tracers: 'FDG, PSMA',
    channels: 'CT, PET',
    size: unknown,
    checksum: 'on the Zenodo page',
    needs: '--pet --ct',
    cite: 'arXiv:2409.09478',
    marks: [/^autoPET3_Trainer/, /nnUNetResEncUNetLPlansMultiTalent/],
  },
  {
    id: 'lion-fdg',
    name: 'LION, FDG',
    source: 'https://github.com/ENHANCE-PET/LION/releases',
    licence: 'Apache-2.0',
    tracers: 'FDG',
    channels: 'PET',
    size: unknown,
    checksum: unknown,
    needs: '--pet --lesion-label 11',
    cite: 'doi:10.5281/zenodo.12626789',
    marks: [/Dataset(789|804)_/],
  },
  {
    id: 'lion-psma',
    name: 'LION, PSMA',
    source: 'https://github.com/ENHANCE-PET/LION',
    licence: 'Apache-2.0',
    tracers: 'PSMA',
    channels: 'PET',
    size: unknown,
    checksum: unknown,
    needs: '--pet --lesion-label 6',
    cite: 'doi:10.5281/zenodo.12626789',
    marks: [/Dataset711_PSMA/],
  },
  {
    id: 'lesionlocator',
    name: 'LesionLocator (autoPET IV)',
    source: 'https://github.com/MIC-DKFZ/autoPET-interactive',
    licence: unknown,
    tracers: 'FDG, PSMA',
    channels: 'CT, PET, clicks',
    size: unknown,
    checksum: unknown,
    needs: '--pet --ct --clicks',
    cite: 'arXiv:2508.21680',
    marks: [/^autopetTrainerInteractive/],
  },
  {
    id: 'autopet3-baseline',
    name: 'autoPET III baseline',
    source: 'https://github.com/ClinicalDataScience/autoPETIII/releases/tag/final',
    licence: unknown,
    tracers: 'FDG, PSMA',
    channels: 'CT, PET',
    size: unknown,
    checksum: unknown,
    needs: '--pet --ct',
    cite: 'arXiv:2605.05775',
    marks: [/Dataset\d+_autoPET(3|III)/i],
  },
  {
    id: 'autopet5-baseline',
    name: 'autoPET V baseline',
    source: 'https://github.com/yoonjun0330p/autoPETV',
    licence: 'Apache-2.0 (repository)',
    tracers: 'FDG, PSMA',
    channels: 'CT, PET, clicks',
    size: unknown,
    checksum: unknown,
    needs: '--pet --ct --clicks',
    cite: 'https://github.com/yoonjun0330p/autoPETV',
    marks: [/Dataset998_AutoPETV/i],
  },
  {
    id: 'bamf-breast',
    name: 'BAMF PET/CT breast (MHub), nnU-Net v1',
    source: 'https://zenodo.org/records/8290055',
    licence: 'CC BY-NC 4.0',
    tracers: 'FDG',
    channels: 'CT, PET',
    size: unknown,
    checksum: 'on the Zenodo page',
    needs: '--pet --ct --lesion-label 9',
    cite: 'arXiv:2310.14897',
    marks: [/Task762_PET_CT_Breast/],
  },
];
