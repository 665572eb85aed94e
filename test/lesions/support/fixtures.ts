import { readFileSync } from 'node:fs';

/** A file that make_references.py or make_lesion_references.py wrote. */
export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
}

/** A mask from one digit per voxel. */
export function maskOf(digits: string): Uint8Array {
  return Uint8Array.from(digits, Number);
}
