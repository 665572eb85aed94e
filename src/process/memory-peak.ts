import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// cgroup v2 (Linux 5.19 and later), then v1.
const files = ['memory.peak', 'memory/memory.max_usage_in_bytes'];

/**
 * The most memory that this container has used so far, files in the page cache included, in MB; null
 * where the system does not tell.
 *
 * @param root where the cgroup file system is mounted; only tests give another
 */
export function memoryPeakMb(root = '/sys/fs/cgroup'): number | null {
  for (const file of files) {
    try {
      const bytes = Number(readFileSync(join(root, file), 'utf8'));
      if (bytes > 0) return Math.round(bytes / 1e6);
    } catch {
      // Not this version of cgroups.
    }
  }
  return null;
}
