import { readFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';

/**
 * How many threads may compute at once here: the processors this process may use, but no more than
 * the container's CPU quota (cgroup v2 `cpu.max`, v1 `cpu.cfs_quota_us`), which Node does not look at.
 *
 * @param root where the cgroup file system is mounted; only tests give another
 * @returns at least 1; a quota of 1.5 processors gives 2
 */
export function availableThreads(root = '/sys/fs/cgroup'): number {
  const processors = os.availableParallelism();
  const quota = quotaV2(root) ?? quotaV1(root);
  return quota === null ? processors : Math.max(1, Math.min(processors, Math.ceil(quota)));
}

function quotaV2(root: string): number | null {
  const [quota, period] = read(join(root, 'cpu.max'))?.split(/\s+/) ?? [];
  return ratio(quota, period);
}

function quotaV1(root: string): number | null {
  for (const folder of ['cpu', 'cpu,cpuacct']) {
    const quota = read(join(root, folder, 'cpu.cfs_quota_us'));
    const period = read(join(root, folder, 'cpu.cfs_period_us'));
    if (quota !== undefined) return ratio(quota, period);
  }
  return null;
}

/** Processors per period; null for `max`, `-1` or nonsense, which all mean no limit. */
function ratio(quota: string | undefined, period: string | undefined): number | null {
  const processors = Number(quota) / Number(period);
  return Number.isFinite(processors) && processors > 0 ? processors : null;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
