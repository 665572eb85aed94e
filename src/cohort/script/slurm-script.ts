import { needsOf } from './needs.js';
import { quote } from './quote.js';
import type { ScriptParts } from './script-parts.js';

/**
 * A job array for Slurm, a task for each shard. `--requeue` brings back what a lost node had; `--signal=B:USR1@120` gives notice before
 * the time is up; `exec` lets signals reach autopet; the number of shards comes from the plan, for that of the array changes when
 * single tasks are sent again.
 */
export function slurmScript({ plan, output, command }: ScriptParts): string {
  const { cpus, memoryGb, gpus } = needsOf(plan);
  const gpu = gpus === 0 ? '' : `#SBATCH --gpus-per-task=${gpus}\n`;
  return `#!/bin/bash
# ${plan.studies} studies in ${plan.shards} shards. Add what your site asks for (--partition, --account), then:
#   job=$(sbatch --parsable THIS_FILE)
#   sbatch --dependency=afterany:$job --wrap ${quote(`${command} cohort collect --output ${quote(output)}`)}
# What is missing then: ${command} cohort status --output OUT; it names the tasks to send again: sbatch --array=3,7 THIS_FILE
#SBATCH --job-name=autopet
#SBATCH --array=1-${plan.shards}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=${cpus}
#SBATCH --mem=${memoryGb}G
${gpu}#SBATCH --time=08:00:00
#SBATCH --requeue
#SBATCH --signal=B:USR1@120
#SBATCH --open-mode=append
#SBATCH --output=${output.includes(' ') ? `"${output}/logs/%A_%a.log"` : `${output}/logs/%A_%a.log`}
OUT=${quote(output)}
exec ${command} cohort run --output "$OUT" --shard "$SLURM_ARRAY_TASK_ID/${plan.shards}"
`;
}
