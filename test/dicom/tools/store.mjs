// Stores the objects of a folder:   node test/dicom/tools/store.mjs ROOT FOLDER
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { storeObjects } from '../../../dist/dicom/web/store-objects.js';

const [, , root, folder] = process.argv;
const objects = readdirSync(folder).map((name) => ({
  name,
  bytes: readFileSync(join(folder, name)),
}));
const log = { info: (_, line) => console.log(line), warn: (_, line) => console.log(line) };
try {
  await storeObjects(root, objects, { log, signal: null, environment: process.env, pauses: [] });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
