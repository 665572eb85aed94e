import type { PlanFile } from '../plan/cohort-plan.js';

/** What a script is made of. */
export interface ScriptParts {
  readonly plan: PlanFile;
  /** Absolute path of the cohort's output. */
  readonly output: string;
  /** How autopet is called, such as `npx autopet`. */
  readonly command: string;
}
