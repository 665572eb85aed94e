/** What may be wrong with a study's images, as reports and scripts see it. */
export type FindingCode =
  | 'pet-empty'
  | 'pet-is-mask'
  | 'pet-is-ct'
  | 'pet-scale'
  | 'pet-scale-unusual'
  | 'pet-hot-voxel'
  | 'pet-unit'
  | 'pet-uptake-time'
  | 'pet-tracer'
  | 'ct-empty'
  | 'ct-is-mask'
  | 'ct-is-pet'
  | 'ct-scale'
  | 'swapped'
  | 'same-image'
  | 'misaligned'
  | 'overlap'
  | 'ct-field-cut'
  | 'one-sided'
  | 'head-cut'
  | 'legs-cut'
  | 'small-field'
  | 'too-small';

/** `note`: worth knowing; `warn`: the mask may be wrong; `refuse`: it would be. */
export type Severity = 'note' | 'warn' | 'refuse';

/** One thing that a check has found. */
export interface Finding {
  readonly code: FindingCode;
  readonly image: 'PET' | 'CT' | 'study';
  readonly severity: Severity;
  /** What was measured, in words with units. */
  readonly measured: string;
  /** What a whole-body FDG-PET/CT has. */
  readonly expected: string;
  /** The likely cause and what to do. */
  readonly advice: string;
}

/** The gate's verdict on a study. */
export interface InputCheck {
  readonly verdict: 'ok' | 'warn' | 'refuse';
  readonly findings: readonly Finding[];
}

/** Which images' absolute values a model depends on: those it does not normalise by their own statistics. */
export interface ScaleDependence {
  readonly pet: boolean;
  readonly ct: boolean;
}

/** What a model asks of a study. */
export interface ModelDemands extends ScaleDependence {
  /** Tracers that it was trained with; empty where that is not told. */
  readonly tracers: readonly string[];
}

/** The verdict that follows from findings: the gravest of them, notes left out. */
export function verdictOf(findings: readonly Finding[]): InputCheck['verdict'] {
  const severities = findings.map(({ severity }) => severity);
  if (severities.includes('refuse')) return 'refuse';
  return severities.includes('warn') ? 'warn' : 'ok';
}

/** A check with more findings, which come first. */
export function withFindings(check: InputCheck, more: readonly Finding[]): InputCheck {
  const findings = [...more, ...check.findings];
  return { verdict: verdictOf(findings), findings };
}

/** A finding in one line. */
export function findingLine({ image, measured, expected, advice }: Finding): string {
  const subject = image === 'study' ? 'PET and CT' : `The ${image}`;
  return `${subject}: ${measured}. Expected ${expected}. ${advice}`;
}

/** The first finding that is reason enough to refuse a study; undefined where there is none. */
export function refusalOf({ findings }: InputCheck): Finding | undefined {
  return findings.find(({ severity }) => severity === 'refuse');
}
