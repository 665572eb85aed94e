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
  /** Of the download, or where a published one is to be found. */
  readonly checksum: string;
  /** What autopet needs to run it. */
  readonly needs: string;
  readonly cite: string;
  /** How its folder is told: by the trainer or the data set that it names. */
  readonly marks: readonly RegExp[];
}

/** When the facts below were looked up in the public sources that docs/models.md names. */
export const lookedUp = '2026-11-28';

const unknown = 'not stated';

/** The models that are known; docs/models.md says more of each. */
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
    source: 'https://zenodo.org/records/14007247',
    licence: 'CC BY 4.0',
    tracers: 'FDG, PSMA',
    channels: 'CT, PET',
    size: '3.8 GB',
    checksum: 'MD5 566016409b0bd14770c0b57c1f2873f1',
    needs: '--pet --ct',
    cite: 'arXiv:2409.09478',
    marks: [/^autoPET3_Trainer/, /LesionTracer/i],
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
    source: 'https://github.com/ENHANCE-PET/LION/releases',
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
    id: 'glow-fdg',
    name: 'GLOW-FDG',
    source: 'https://huggingface.co/mrokuss/GLOW-FDG',
    licence: 'CC BY-NC-SA 4.0',
    tracers: 'FDG',
    channels: 'CT, PET',
    size: unknown,
    checksum: unknown,
    needs: '--pet --ct',
    cite: 'https://github.com/MIC-DKFZ/GLOW-FDG',
    marks: [/GLOW[-_]?FDG/i],
  },
  {
    id: 'lesionlocator',
    name: 'LesionLocator (autoPET IV)',
    source: 'https://github.com/MIC-DKFZ/autoPET-interactive',
    licence: 'Apache-2.0 (repository)',
    tracers: 'FDG, PSMA',
    channels: 'CT, PET, clicks',
    size: unknown,
    checksum: unknown,
    needs: '--pet --ct --clicks',
    cite: 'arXiv:2508.21680',
    marks: [/^autopetTrainerInteractive/],
  },
  {
    id: 'autopet1-baseline',
    name: 'autoPET I baseline, nnU-Net v1',
    source: 'https://github.com/lab-midas/autoPET',
    licence: 'MIT (repository)',
    tracers: 'FDG',
    channels: 'PET, CT',
    size: '0.23 GB',
    checksum: 'SHA-256 03c37363614349f688f233963bd93dee392431f51408e7c844ad31a8aa0298f6',
    needs: '--pet --ct',
    cite: 'doi:10.1038/s41597-022-01718-3',
    marks: [/^Task001_(TCIA|autoPET)/i],
  },
  {
    id: 'autopet2-nnunet',
    name: "nnU-Net's entry of autoPET II",
    source: 'https://zenodo.org/records/8362371',
    licence: 'on the Zenodo page',
    tracers: 'FDG',
    channels: 'CT, PET',
    size: unknown,
    checksum: 'on the Zenodo page',
    needs: '--pet --ct',
    cite: 'doi:10.1038/s41592-020-01008-z',
    marks: [/^Dataset221_AutoPETII_2023$/],
  },
  {
    id: 'autopet3-baseline',
    name: 'autoPET III baseline',
    source: 'https://github.com/ClinicalDataScience/autoPETIII/releases/tag/final',
    licence: 'Apache-2.0 (repository)',
    tracers: 'FDG, PSMA',
    channels: 'CT, PET',
    size: unknown,
    checksum: unknown,
    needs: '--pet --ct',
    cite: 'arXiv:2605.05775',
    marks: [/Dataset\d+_autoPET(3|III)/i, /^AutoPETIII_nnunet_baseline/],
  },
  {
    id: 'autopet4-baseline',
    name: 'autoPET IV baseline',
    source: 'https://github.com/lab-midas/autoPETCTIV',
    licence: 'Apache-2.0 (repository)',
    tracers: 'FDG, PSMA',
    channels: 'CT, PET, clicks',
    size: '0.46 GB',
    checksum: 'SHA-256 1afd72a31a3dc8cf95dbc4ec5635bd29aab1b3b99bd708fd2e454c9a97461f68',
    needs: '--pet --ct --clicks',
    cite: 'https://github.com/lab-midas/autoPETCTIV',
    marks: [/^Dataset221_AutoPETIV_2025$/],
  },
  {
    id: 'autopet5-baseline',
    name: 'autoPET V baseline',
    source: 'https://github.com/yoonjun0330p/autoPETV',
    licence: 'Apache-2.0 (repository)',
    tracers: 'FDG, PSMA',
    channels: 'CT, PET, clicks',
    size: '0.46 GB',
    checksum: 'SHA-256 3e1a0dac9b78f60ddd5115687ab4f262f3cba264b252ba9643cd86823d231552',
    needs: '--pet --ct --clicks',
    cite: 'https://github.com/yoonjun0330p/autoPETV',
    marks: [/Dataset998_AutoPETV/i],
  },
  {
    id: 'nih-fdg',
    name: 'NIH-MIP, FDG of many cancers',
    source: 'https://github.com/NIH-MIP/FDG-PET-CT_AI',
    licence: 'GPL-3.0 (repository)',
    tracers: 'FDG',
    channels: 'PET, CT',
    size: 'by request',
    checksum: unknown,
    needs: '--pet --ct',
    cite: 'https://github.com/NIH-MIP/FDG-PET-CT_AI',
    // Its data set's name is anybody's.
    marks: [],
  },
  {
    id: 'bamf-breast',
    name: 'BAMF PET/CT breast and lung (MHub), nnU-Net v1',
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
