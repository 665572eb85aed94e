// Reads a case with autopet, as far as the network, and compares with what is known of it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAutopetError } from '../../../dist/errors.js';
import { parseOptions } from '../../../dist/options/parse-options.js';
import { checkSchema } from '../../../dist/segment/options/options-schema.js';
import { preprocess } from '../../../dist/segment/preprocess/preprocess.js';
import { openStudy } from '../../../dist/segment/study/open-study.js';
import { readStudy } from '../../../dist/segment/study/read-study.js';
import { writeFiles } from '../sandbox.mjs';
import { apart, shear } from './geometry.mjs';
import { ctOnPet, farthest, networkChannels } from './pipeline.mjs';
import { readImage } from './read-image.mjs';
import { writePlain } from './write-image.mjs';

/**
 * How far in voxels a reading may lie from what is known. NIfTI's quaternion in float32 moves the far end of a turned
 * grid; what is damaged may be odd by as much as docs/decisions/0020 allows.
 */
function nearEnough({ format, claim }) {
  if (claim === 'either') return 0.11;
  return format === 'NIfTI' ? 0.05 : 0.001;
}

/**
 * Takes a study through reader, gate and preprocessing.
 *
 * @returns the findings, each a kind and what was found; and what became of the study
 */
export async function checkStudy(study, folder, model) {
  const paths = {
    pet: writeFiles(join(folder, 'pet'), study.pet.files, { isLinked: study.isLinked }),
    ct: writeFiles(join(folder, 'ct'), study.ct.files),
  };
  const remarks = [];
  const log = { info: () => undefined, warn: (fields, text) => remarks.push([fields.path, text]) };
  const changed = study.pet.how === 'as it is' ? study.ct : study.pet;
  const doubts = ['pet', 'ct'].flatMap((role) => doubtsOf(study[role]));
  if (doubts.length > 0) return { outcome: 'not judged', findings: doubts };
  let read;
  try {
    read = await openAndRead(paths, log);
  } catch (error) {
    return { outcome: 'refused', message: error.message, findings: refusal(error, study, changed) };
  }
  const findings = [];
  const find = (kind, what) => findings.push({ kind, what });
  for (const role of ['pet', 'ct']) {
    if (study[role].truth.why !== undefined) {
      find('silent-wrong', `the ${role} was read, which no reader may: ${study[role].truth.why}`);
    }
  }
  if (findings.length > 0) return { outcome: 'read', findings };
  compareVoxels(read, study, find);
  for (const role of ['pet', 'ct']) {
    const isSaid = remarks.some(([path]) => path === paths[role]);
    if (study[role].truth.remarks && !isSaid)
      find('silent-wrong', `what is odd about the ${role} was not said`);
  }
  if (findings.length === 0) await comparePipeline(read, study, folder, model, find);
  return { outcome: 'read', findings, verdict: read.inputCheck.verdict };
}

/** As `autopet check`: with all defaults. */
async function openAndRead({ pet, ct }, log) {
  return readStudy(await openStudy(parseOptions(checkSchema, { pet, ct }), log), log);
}

/** A claim must be what this harness's own reader finds too, else one of the two is wrong. */
function doubtsOf(image) {
  const { files, claim, truth, how } = image;
  if (claim === 'either') return [];
  const found = readImage(files);
  const doubt = (what) => [{ kind: 'harness', what: `${how}: ${what}` }];
  if (claim === 'refuse') return found.why === undefined ? doubt('can be read') : [];
  if (found.why !== undefined) return doubt(`cannot be read: ${found.why}`);
  const distance = apart(truth, found);
  if (!(distance < nearEnough(image))) return doubt(`lies ${distance} voxels off`);
  return found.voxels.some((v, i) => v !== truth.voxels[i]) ? doubt('has other voxels') : [];
}

function refusal(error, study, { claim, truth }) {
  if (!isAutopetError(error)) return [{ kind: 'crash', what: error.stack ?? String(error) }];
  if (error.code !== 'bad-input')
    return [{ kind: 'wrong-class', what: `${error.code}: ${error.message}` }];
  if (claim === 'refuse' || truth.why !== undefined) return [];
  if (/do not overlap in space/.test(error.message)) {
    const { inside } = ctOnPet(study.ct.truth, study.pet.truth);
    return inside === 0 ? [] : [{ kind: 'needless-refusal', what: error.message }];
  }
  return claim === 'either' ? [] : [{ kind: 'needless-refusal', what: error.message }];
}

function compareVoxels({ pet, ct }, study, find) {
  const limit = nearEnough(study.pet);
  const distance = apart(study.pet.truth, pet);
  if (!(distance <= limit)) {
    const told = ({ size, spacing, origin, direction }) =>
      JSON.stringify({ size, spacing, origin, direction });
    find(
      'silent-wrong',
      `the PET lies ${distance} voxels off: ${told(pet)} for ${told(study.pet.truth)}`,
    );
    return;
  }
  const off = pet.data.findIndex((value, i) => value !== study.pet.truth.voxels[i]);
  if (off >= 0)
    find(
      'silent-wrong',
      `PET voxel ${off} is ${pet.data[off]}, not ${study.pet.truth.voxels[off]}`,
    );
  const expected = ctOnPet(study.ct.truth, study.pet.truth);
  if (shear(study.ct.truth.direction) > 1e-5) return;
  const far = farthest(ct.data, expected.values, expected.edge);
  // At an edge a voxel off is all of the largest value.
  const limitOnGrid = Math.max(2e-5, nearEnough(study.pet), nearEnough(study.ct));
  if (!(far < limitOnGrid))
    find('silent-wrong', `the CT on the PET's grid is off by ${far} of its largest value`);
}

/** What the network gets, of every study; the gate's word costs a second reading. */
async function comparePipeline(read, study, folder, model, find) {
  if (study.isWrittenPlainlyToo) await compareGate(read, study, folder, find);
  const images = model.channels.map((role) => (role === 'PET' ? read.pet : read.ct));
  const input = await preprocess(images, { model, earlierMask: null, threads: 1 }).catch(
    (error) => error,
  );
  if (input instanceof Error) {
    if (!isAutopetError(input)) find('crash', input.stack);
    return;
  }
  const ctValues = Float64Array.from(read.ct.data);
  const expected = networkChannels(study.pet.truth, ctValues, model.plans.intensityProperties[0]);
  if (String(expected.shape) !== String(input.shape)) {
    find('silent-wrong', `the network gets ${input.shape} voxels, expected ${expected.shape}`);
    return;
  }
  input.channels.forEach((channel, c) => {
    const far = farthest(channel, expected.channels[model.channels[c] === 'CT' ? 0 : 1]);
    if (!(far < 1e-4)) find('silent-wrong', `channel ${c} is off by ${far}`);
  });
}

/** The gate must say the same of the same image, however it is written. */
async function compareGate(read, study, folder, find) {
  const plain = {};
  for (const role of ['pet', 'ct']) {
    plain[role] = join(folder, `plain-${role}.mha`);
    writeFileSync(plain[role], writePlain(study[role].truth));
  }
  const log = { info: () => undefined, warn: () => undefined };
  const again = await openAndRead(plain, log);
  const said = ({ verdict, findings }) =>
    `${verdict}: ${findings.map(({ code, severity }) => `${code} (${severity})`)}`;
  if (said(again.inputCheck) !== said(read.inputCheck)) {
    find(
      'silent-wrong',
      `the gate says ${said(read.inputCheck)}, of the same image written plainly ${said(again.inputCheck)}`,
    );
  }
}
