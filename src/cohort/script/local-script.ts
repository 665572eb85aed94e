import { quote } from './quote.js';
import type { ScriptParts } from './script-parts.js';

/** A shell script that runs shard after shard on this machine. */
export function localScript({ plan, output, command }: ScriptParts): string {
  return `#!/bin/sh
# ${plan.studies} studies in ${plan.shards} shards, one after another. Run it again to go on: what is done is not done again.
OUT=${quote(output)}
failed=0
for shard in $(seq 1 ${plan.shards}); do
  ${command} cohort run --output "$OUT" --shard "$shard/${plan.shards}" || failed=$?
  # Stopped by Ctrl-C or a signal.
  [ "$failed" -lt 128 ] || exit "$failed"
done
${command} cohort collect --output "$OUT"
exit "$failed"
`;
}
