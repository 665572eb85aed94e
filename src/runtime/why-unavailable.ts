import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Device } from './device.js';

/**
 * Why a device cannot work here, when that shows without trying; null when a try is worth it.
 * Trying in vain is slow and makes the drivers print warnings that frighten users.
 *
 * @param isAsked the user named the device: then only what makes it impossible counts
 */
export function whyUnavailable(device: Device, isAsked: boolean): string | null {
  if (device === 'cuda') return whyNoCuda();
  if (device === 'webgpu' && !isAsked) return whyNoGpu();
  return null;
}

function whyNoCuda(): string | null {
  if (process.platform === 'darwin') return 'there is no CUDA on macOS';
  const folder = join(packageFolder(), 'bin', 'napi-v6', process.platform, process.arch);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  if (files.some((file) => file.includes('providers_cuda'))) return null;
  return 'the CUDA provider library of onnxruntime-node is not installed (node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install=cuda12 fetches it; it needs CUDA 12 and cuDNN 9)';
}

/** On Linux a GPU shows as a device file, unless a software driver is named on purpose. */
function whyNoGpu(): string | null {
  if (process.platform !== 'linux') return null;
  if (process.env.VK_ICD_FILENAMES || process.env.VK_DRIVER_FILES) return null;
  const hasGpu = ['/dev/dri', '/dev/nvidia0', '/dev/dxg'].some((path) => existsSync(path));
  return hasGpu ? null : 'this machine shows no GPU (/dev/dri, /dev/nvidia0)';
}

function packageFolder(): string {
  // Resolving the path is not importing the module: only the worker does that.
  return dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'));
}
