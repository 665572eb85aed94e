import os from 'node:os';

/**
 * How many bytes this process and its like may use together: the container's limit (cgroup v1 and v2,
 * which Node reads), or the machine's memory where that is less.
 */
export function memoryLimit(
  constrained: number | undefined = process.constrainedMemory(),
  total: number = os.totalmem(),
): number {
  // Without a limit cgroups and Node say 0, undefined (before 20.13), or a number beyond any machine.
  return constrained !== undefined && constrained > 0 ? Math.min(constrained, total) : total;
}
