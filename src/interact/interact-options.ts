import { z } from 'zod';
import * as field from '../options/fields.js';
import { folderSchema } from '../segment/options/options-schema.js';
import { scribbleKinds } from './simulate/simulate-scribble.js';

const { overwrite, pages, petUnit, output, dicomOutput, keepUids, ...network } = folderSchema.shape;

/** Of `interact`. */
export const interactSchema = z.strictObject({
  ...network,
  pet: field.requiredPath('the path of a folder of PETs'),
  ct: field.path(null, 'the path of a folder of CTs named as the PETs'),
  references: field.requiredPath('the path of a folder of masks named as the PETs'),
  output: field.requiredPath('the path of a folder'),
  edition: field.choice(['V', 'IV'], 'V'),
  scribbles: field.choice([...scribbleKinds, 'mixed'], 'mixed'),
  iterations: field.wholeFrom(2, null, 100),
  seed: field.wholeFrom(0, 42),
  obeyClicks: field.optional(z.boolean(), false, 'true or false'),
  server: field.path(null, 'the address of a container in server mode'),
  serverInput: field.path(null, "the path of that container's input folder"),
  serverOutput: field.path(null, "the path of that container's output folder"),
  subsets: field.path(null, 'the path of a CSV file'),
  subsetColumn: field.path(null, 'the heading of a column'),
});

/** What `interact` is told. */
export type InteractOptions = z.input<typeof interactSchema>;
