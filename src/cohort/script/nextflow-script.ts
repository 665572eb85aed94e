import { readFile } from 'node:fs/promises';
import { needsOf } from './needs.js';
import type { ScriptParts } from './script-parts.js';

const pipeline = new URL('../../../cluster/nextflow/main.nf', import.meta.url);

/** The pipeline of `cluster/nextflow/`, with a plan's values for its parameters. Its profiles are in nextflow.config beside it. */
export async function nextflowScript({ plan, output, command }: ScriptParts): Promise<string> {
  const { cpus, memoryGb, gpus } = needsOf(plan);
  const values = {
    output: groovy(output),
    shards: String(plan.shards),
    autopet: groovy(command),
    cpus: String(cpus),
    memory: groovy(`${memoryGb} GB`),
    gpus: String(gpus),
  };
  let text = await readFile(pipeline, 'utf8');
  for (const [name, value] of Object.entries(values)) {
    text = text.replace(
      new RegExp(`^params\\.${name} = .*$`, 'm'),
      () => `params.${name} = ${value}`,
    );
  }
  return text;
}

/** A string of Groovy that stands for itself. */
function groovy(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
