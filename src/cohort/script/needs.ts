import type { PlanFile } from '../plan/cohort-plan.js';

// Whole bodies of DICOM, of which the plan knows no size.
const usualMemoryMb = 12_000;

/** What one task needs: processors, and memory in GB with a fifth to spare. */
export function needsOf({ options, largest }: PlanFile): {
  readonly cpus: number;
  readonly memoryGb: number;
  readonly gpus: number;
} {
  const memoryGb = Math.max(2, Math.ceil((1.2 * (largest.memory_mb ?? usualMemoryMb)) / 1000));
  return { cpus: options.threads, memoryGb, gpus: options.device === 'cuda' ? 1 : 0 };
}
