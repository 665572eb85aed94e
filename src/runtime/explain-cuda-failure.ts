import { readFileSync } from 'node:fs';

/** The oldest driver for Linux that runs CUDA 12, whatever its minor version (NVIDIA's minor version compatibility). */
const lowestDriver = '525.60.13';

/**
 * What an error of CUDA means that is about the driver and not the network; null for any other.
 *
 * @param told onnxruntime's words
 * @param driver version of the driver that the kernel has loaded; null when there is none
 */
export function explainCudaFailure(told: string, driver = loadedDriver()): string | null {
  const code = Number(told.match(/CUDA failure (\d+)\b/)?.[1]);
  // cudaErrorInsufficientDriver is also what CUDA says where it finds no driver at all.
  if (code === 35) return whyInsufficient(driver);
  // cudaErrorNoDevice
  if (code === 100) return `NVIDIA's driver is there, but shows no GPU to this process`;
  return null;
}

function whyInsufficient(driver: string | null): string {
  const needed = `CUDA 12 needs NVIDIA's driver ${lowestDriver} or a later one`;
  if (driver === null) return `this machine has no NVIDIA driver; ${needed}`;
  if (isBelow(driver, lowestDriver)) return `NVIDIA's driver is ${driver}; ${needed}`;
  return `NVIDIA's driver ${driver} would do (${needed}), but this process cannot reach it (for a container: docker run --gpus all)`;
}

function isBelow(version: string, lowest: string): boolean {
  return version.localeCompare(lowest, 'en', { numeric: true }) < 0;
}

/** Found in the kernel's own words: nvidia-smi is missing from many containers. */
function loadedDriver(): string | null {
  try {
    const told = readFileSync('/proc/driver/nvidia/version', 'utf8');
    return told.match(/\s(\d+\.\d+(?:\.\d+)?)\s/)?.[1] ?? null;
  } catch {
    return null;
  }
}
