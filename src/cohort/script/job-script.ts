import { localScript } from './local-script.js';
import { nextflowScript } from './nextflow-script.js';
import type { ScriptParts } from './script-parts.js';
import { slurmScript } from './slurm-script.js';

/** What runs the shards. */
export const engines = ['slurm', 'nextflow', 'local'] as const;

export type Engine = (typeof engines)[number];

/** The job file that runs all shards of a plan and collects them, with nothing hidden: to be read, edited and submitted. */
export async function jobScript(engine: Engine, parts: ScriptParts): Promise<string> {
  const write = { slurm: slurmScript, nextflow: nextflowScript, local: localScript }[engine];
  return write(parts);
}
