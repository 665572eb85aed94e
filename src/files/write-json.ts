import { writeFileWhole } from './write-file-whole.js';

/**
 * Writes a value as JSON. JSON has no NaN or infinity; should one come up, it is an error rather
 * than a null that looks like an undefined metric.
 *
 * @throws ResourceError, UsageError when the file cannot be written
 */
export async function writeJson(path: string, content: object | boolean): Promise<void> {
  const text = `${JSON.stringify(content, refuseNonFinite, 2)}\n`;
  await writeFileWhole(path, text);
}

function refuseNonFinite(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error(`${key} came out as ${value}. This is a fault of autopet.`);
  }
  return value;
}
