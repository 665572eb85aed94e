import { join } from 'node:path';

/** The folder of a cohort's output that holds its plan. */
export function planFolder(output: string): string {
  return join(output, 'plan');
}

/** Within the folder of the plan. */
export const planFiles = { plan: 'plan.json', manifest: 'manifest.tsv' } as const;

/** The manifest of a cohort's plan. */
export function manifestPath(output: string): string {
  return join(planFolder(output), planFiles.manifest);
}

/** The list of a DICOM study's files, within the folder of the plan. */
export function dicomList(study: string): string {
  return `dicom/${study}.json`;
}
