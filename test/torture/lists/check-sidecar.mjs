// A BIDS-PET sidecar is changed; how the PET becomes SUV by it is computed here once more.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isAutopetError } from '../../../dist/errors.js';
import { parseOptions } from '../../../dist/options/parse-options.js';
import { checkSchema } from '../../../dist/segment/options/options-schema.js';
import { openStudy } from '../../../dist/segment/study/open-study.js';
import { bodyStudy } from '../images/subjects.mjs';
import { writePlain } from '../images/write-image.mjs';
import { contentOf, mutateJson } from '../models/mutate-json.mjs';

const body = bodyStudy();
const [pet, ct] = [writePlain(body.pet), writePlain(body.ct)];
const sidecar = {
  Manufacturer: 'nobody',
  Units: 'Bq/mL',
  TracerName: 'FDG',
  TracerRadionuclide: 'F18',
  InjectedRadioactivity: 310,
  InjectedRadioactivityUnits: 'MBq',
  BodyWeight: 72.5,
  InjectionStart: -3600,
  ScanStart: 0,
  ImageDecayCorrected: true,
  ImageDecayCorrectionTime: 0,
};

/** As checkStudy, of a sidecar. */
export async function checkSidecar(random, folder) {
  const paths = { pet: join(folder, 'pet.mha'), ct: join(folder, 'ct.mha') };
  writeFileSync(paths.pet, pet);
  writeFileSync(paths.ct, ct);
  const { bytes, how } = mutateJson(JSON.stringify(sidecar, null, 2), random);
  writeFileSync(join(folder, 'pet.json'), bytes);
  const kind = `sidecar, ${how.replace(/ at \d+/, '')}`;
  const said = [];
  const log = { info: () => undefined, warn: (_fields, text) => said.push(text) };
  let study;
  try {
    study = await openStudy(parseOptions(checkSchema, paths), log);
  } catch (error) {
    const findings = isAutopetError(error) ? [] : [{ kind: 'crash', what: error.stack }];
    return { kind, outcome: 'refused', message: error.message, findings };
  }
  const content = contentOf(bytes, { takesBareNumbers: false });
  const expected = factorOf(content);
  const { scale, scaleLack } = study;
  const findings = [];
  const find = (what) => findings.push({ kind: 'silent-wrong', what });
  if (expected !== null && scale.factor === 1 && isDeepStrictEqual(content, sidecar)) {
    find('a whole sidecar was passed over');
  }
  if (scale.factor !== 1 && !(Math.abs(scale.factor / expected - 1) < 1e-9)) {
    find(`SUV is ${scale.factor} x stored, by the sidecar ${expected}`);
  }
  if (scale.factor === 1 && expected !== null && scaleLack === null && said.length === 0) {
    find(`the PET is taken as SUV without a word, by the sidecar it is ${expected} x stored`);
  }
  if (content === undefined && said.length === 0)
    find('a sidecar that is no JSON was passed over without a word');
  return { kind, outcome: scale.factor === 1 ? 'taken as SUV' : 'scaled', findings };
}

const seconds = { 'F-18': 109.77 * 60 };
const megabecquerel = new Map([
  ['bq', 1e-6],
  ['kbq', 1e-3],
  ['mbq', 1],
  ['gbq', 1e3],
  ['mci', 37],
]);

/** g/ml for each stored unit, by the sidecar; null where it does not say enough for one. */
function factorOf(content) {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return null;
  const own = (key, type) => (typeof content[key] === type ? content[key] : null);
  const unit = own('Units', 'string')
    ?.toLowerCase()
    .replace(/[^a-z]/g, '');
  const bqPerMl = new Map([
    ['bqml', 1],
    ['kbqml', 1000],
  ]).get(unit);
  const weight = own('BodyWeight', 'number') ?? own('PatientWeight', 'number');
  const amount = own('InjectedRadioactivity', 'number');
  const dose =
    amount * megabecquerel.get(own('InjectedRadioactivityUnits', 'string')?.trim().toLowerCase());
  const nuclide = /^[^a-z0-9]*(18)?[^a-z0-9]*f(luorine)?[^a-z0-9]*(18)?[^a-z0-9]*$/i.test(
    own('TracerRadionuclide', 'string')
      ?.trim()
      .replace(/^n\/a$/i, '') || 'F18',
  );
  const [injection, scan, corrected] = [
    'InjectionStart',
    'ScanStart',
    'ImageDecayCorrectionTime',
  ].map((key) => own(key, 'number'));
  if (
    bqPerMl === undefined ||
    weight === null ||
    !(dose > 0) ||
    !nuclide ||
    own('ImageDecayCorrected', 'boolean') !== true
  )
    return null;
  if ([injection, scan, corrected].includes(null)) return null;
  const decayed = 2 ** (-(corrected - injection) / seconds['F-18']);
  return (bqPerMl * weight * 1000) / (dose * 1e6 * decayed);
}
