import fs from 'node:fs';
import { open } from 'node:fs/promises';

type Write = (...parameters: unknown[]) => unknown;

/**
 * A disk that keeps something else than it was given, without a word: `damage` changes every buffer
 * that this process writes into a file, by whichever of Node's functions, while `work` runs.
 */
export async function onFailingDisk(
  damage: (bytes: Buffer) => void,
  work: () => Promise<void>,
): Promise<void> {
  const spoil = (written: unknown): unknown => {
    if (Array.isArray(written)) return written.map(spoil);
    if (!ArrayBuffer.isView(written)) return written;
    const bytes = Buffer.from(
      written.buffer.slice(written.byteOffset, written.byteOffset + written.byteLength),
    );
    damage(bytes);
    return bytes;
  };
  const handle = await open(process.execPath);
  const handles = Object.getPrototypeOf(handle) as Record<string, Write>;
  await handle.close();
  const functions = fs as unknown as Record<string, Write>;
  const promises = fs.promises as unknown as Record<string, Write>;
  const restore = [
    ...['write', 'writev', 'writeSync', 'writevSync', 'writeFile', 'writeFileSync'].map((name) =>
      spoilParameter(functions, name, 1, spoil),
    ),
    spoilParameter(promises, 'writeFile', 1, spoil),
    ...['write', 'writev', 'writeFile', 'appendFile'].map((name) =>
      spoilParameter(handles, name, 0, spoil),
    ),
  ];
  try {
    await work();
  } finally {
    for (const undo of restore) undo();
  }
}

function spoilParameter(
  owner: Record<string, Write>,
  name: string,
  index: number,
  spoil: (written: unknown) => unknown,
): () => void {
  const original = owner[name]!;
  owner[name] = function (this: unknown, ...parameters: unknown[]) {
    return original.apply(
      this,
      parameters.map((parameter, i) => (i === index ? spoil(parameter) : parameter)),
    );
  };
  return () => {
    owner[name] = original;
  };
}
