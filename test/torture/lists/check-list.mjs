// The lists that a platform or a person gives: inputs.json, predictions.json, a CSV of groups. One is changed, read,
// and what was understood is looked up in the file by this harness's own reading.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { findStudy } from '../../../dist/container/algorithm/find-study.js';
import { pairJobs } from '../../../dist/container/evaluation/pair-jobs.js';
import { readPredictions } from '../../../dist/container/evaluation/read-predictions.js';
import { isAutopetError } from '../../../dist/errors.js';
import { readGrouping } from '../../../dist/evaluate/aggregate/subsets.js';
import { mutateBytes } from '../images/mutate-bytes.mjs';
import { contentOf, mutateJson, textOf } from '../models/mutate-json.mjs';

/** As checkStudy, of a list. */
export async function checkList(random, folder) {
  const what = random.pick(['inputs', 'predictions', 'csv']);
  return lists[what](random, folder);
}

const socket = (slug, path, kind = 'Image') => ({
  interface: { slug, kind, super_kind: kind, relative_path: path },
  image: { name: 'case_1.mha' },
});
const inputs = [
  socket('ct', 'images/ct'),
  socket('pet', 'images/pet'),
  socket('age', 'age.json', 'Value'),
];
const jobs = ['case_1', 'case_2', 'case_3'].map((name, i) => ({
  pk: `job-${i}`,
  status: i === 2 ? 'Failed' : 'Succeeded',
  inputs: [{ ...socket('pet', 'images/pet'), image: { name: `${name}.mha` } }],
  outputs: [socket('tumor-lesion-segmentation', 'images/tumor-lesion-segmentation')],
}));

const lists = {
  async inputs(random, folder) {
    const input = join(folder, 'input');
    for (const name of ['ct', 'pet', 'other']) put(join(input, 'images', name), 'image.mha');
    put(join(folder, 'images', 'pet'), 'image.mha');
    const { bytes, how } = mutateJson(JSON.stringify(inputs, null, 2), random);
    writeFileSync(join(input, 'inputs.json'), bytes);
    const found = await attempt(() => findStudy(input));
    const before = {
      pet: join('images', 'pet', 'image.mha'),
      ct: join('images', 'ct', 'image.mha'),
    };
    return judged(`inputs.json, ${how}`, found, bytes, inputs, ({ pet, ct }, content) => {
      if (ct === null) return isThere(content, /^(ct|ctres)$/) ? ['the CT was passed over'] : [];
      const paths = { pet: relative(input, pet), ct: relative(input, ct) };
      if (isDeepStrictEqual(paths, before) && isDeepStrictEqual(content, inputs)) return [];
      return Object.entries(paths).flatMap(([role, path]) => {
        const named = { pet: /^(pet|suv|pt)$/, ct: /^(ct|ctres)$/ }[role];
        const fits = content.some(({ interface: own, socket: newer }) => {
          const { slug, relative_path } = newer ?? own ?? {};
          return (
            slug?.split('-').some((word) => named.test(word)) &&
            join(relative_path, 'image.mha') === path
          );
        });
        return fits && !path.startsWith('..')
          ? []
          : [`the ${role} is ${path}, which the list does not say`];
      });
    });
  },

  async predictions(random, folder) {
    const input = join(folder, 'input');
    const groundTruth = join(folder, 'truth');
    for (const name of ['case_1', 'case_2', 'case_3']) put(groundTruth, `${name}.mha`);
    for (const { pk } of jobs)
      put(join(input, pk, 'output', 'images', 'tumor-lesion-segmentation'), 'mask.mha');
    const { bytes, how } = mutateJson(JSON.stringify(jobs, null, 2), random);
    const path = join(input, 'predictions.json');
    writeFileSync(path, bytes);
    const found = await attempt(async () =>
      pairJobs(await readPredictions(path), {
        input,
        groundTruth,
        inputSocket: null,
        outputSocket: null,
      }),
    );
    return judged(`predictions.json, ${how}`, found, bytes, jobs, ({ paired }, content) =>
      paired.cases.flatMap(({ name, prediction }) => {
        if (prediction === null) return [];
        const place = relative(input, prediction);
        const explains = content.some(
          (job) =>
            place.startsWith(`${job.pk}/output/`) &&
            job.status === 'Succeeded' &&
            job.inputs.some(({ image }) => nameOf(image?.name) === nameOf(name)),
        );
        return explains ? [] : [`${name} is scored by ${place}, which the list does not say`];
      }),
    );
  },

  async csv(random, folder) {
    const comma = random.pick([',', ';', '\t']);
    const rows = [
      ['case', 'group'],
      ['case_1', 'lung'],
      ['case_2', 'negative'],
      ['case_3', 'lung, "left"'],
    ];
    const quoted = (cell) => (/[",;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    const text = rows.map((row) => row.map(quoted).join(comma)).join(random.pick(['\n', '\r\n']));
    const before = Buffer.from(`${text}\n`);
    const { bytes, how } = mutateBytes(before, random, { textLength: before.length });
    const path = join(folder, 'groups.csv');
    writeFileSync(path, bytes);
    const cases = ['case_1', 'case_2', 'case_3'];
    const found = await attempt(() => readGrouping(path, null, cases));
    const kind = `csv, ${how.replace(/ at \d+/, '')}`;
    if (found.error !== undefined) return refused(kind, found.error, bytes.equals(before));
    const lines = textOf(bytes).split(/\r\n|\n|\r/);
    const findings = cases.flatMap((name) => {
      const group = found.value.groupOf.get(name);
      const isThere = lines.some(
        (line, i) =>
          line.includes(name) &&
          [line, `${line}\n${lines[i + 1]}`].some((l) =>
            l.replaceAll('""', '"').includes(group.trim()),
          ),
      );
      return isThere || /[\r\n]/.test(group)
        ? []
        : [
            {
              kind: 'silent-wrong',
              what: `${name} is in the group ${JSON.stringify(group)}, which its line does not say`,
            },
          ];
    });
    return { kind, outcome: 'read', findings };
  },
};

/** Whether a list names an image by such a word alone. */
function isThere(content, word) {
  return content.some(({ interface: own, socket: newer }) => {
    const { slug, super_kind: kind } = newer ?? own ?? {};
    return kind === 'Image' && word.test(slug);
  });
}

function judged(kind, found, bytes, before, explain) {
  const short = kind.replace(/ at \d+/, '');
  const content = contentOf(bytes, { takesBareNumbers: false });
  const isSame = content !== undefined && isDeepStrictEqual(content, before);
  if (found.error !== undefined) return refused(short, found.error, isSame);
  if (content === undefined)
    return {
      kind: short,
      outcome: 'read',
      findings: [{ kind: 'silent-wrong', what: 'it is no JSON and was taken' }],
    };
  return {
    kind: short,
    outcome: 'read',
    findings: explain(found.value, content).map((what) => ({ kind: 'silent-wrong', what })),
  };
}

function refused(kind, error, isSame) {
  if (!isAutopetError(error))
    return {
      kind,
      outcome: 'crashed',
      findings: [{ kind: 'crash', what: error.stack ?? String(error) }],
    };
  const findings = error.code === 'bad-input' ? [] : [{ kind: 'wrong-class', what: error.code }];
  if (isSame) findings.push({ kind: 'needless-refusal', what: error.message });
  return { kind, outcome: 'refused', message: error.message, findings };
}

async function attempt(work) {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}

function put(folder, name) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), 'no image');
}

/** A case's name without its ending; suffixes and upper case may be left out. */
function nameOf(text) {
  return (text ?? '')
    .toLowerCase()
    .replace(/\.(mha|nii|nii\.gz|nrrd)$/, '')
    .replace(/[ _.-](\d{4}|pet|pt|suv|ct|ctres|seg|segmentation|gt|mask|labels?|lesions?)$/, '');
}
