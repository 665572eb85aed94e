import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Choice } from '../../../src/dicom/choose/choice.js';
import { type ChosenImages, chooseImages } from '../../../src/dicom/choose/choose-images.js';
import { listFiles } from '../../../src/dicom/file/list-files.js';
import { groupSeries } from '../../../src/dicom/read/group-series.js';
import { readHeaders } from '../../../src/dicom/read/read-headers.js';
import { type SeriesSpec, writeSeries } from '../../support/dicom-series.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import type { DicomElement } from '../../support/write-dicom.js';

const folder = temporaryFolder();
let made = 0;

const nothing: Choice = { petSeries: null, ctSeries: null, frame: null, demand: 'whole-body' };

// 12 slices, 34 mm apart: 0.4 m of the patient.
const pet: SeriesSpec = { modality: 'PT', size: [4, 4, 12], spacing: [8, 8, 34], stored: () => 1 };
const ct: SeriesSpec = { ...pet, modality: 'CT' };

const also = (
  spec: SeriesSpec,
  uid: number,
  elements: readonly DicomElement[],
  more: Partial<SeriesSpec> = {},
) => ({
  ...spec,
  series: `1.2.3.${uid}`,
  more: () => [['00200011', 'IS', String(uid)], ...elements] as DicomElement[],
  ...more,
});

/** What is chosen of some series, and why the others are not, by the last number of their UIDs. */
async function choose(specs: readonly SeriesSpec[], choice: Partial<Choice> = {}) {
  const here = join(folder, `study${made++}`);
  specs.forEach((spec, i) => {
    writeSeries(join(here, String(i)), spec);
  });
  const headers = await Promise.all((await listFiles(here)).map(readHeaders));
  rmSync(here, { recursive: true });
  const chosen = chooseImages(
    groupSeries(headers.flatMap((each) => (each === null || each === 'damaged' ? [] : each))),
    {
      ...nothing,
      ...choice,
    },
  );
  const last = (uid: string | undefined): string | null => uid?.split('.').at(-1) ?? null;
  return {
    pet: last(chosen.pet?.found.seriesUid),
    ct: last(chosen.ct?.found.seriesUid),
    why: reasons(chosen, last),
  };
}

function reasons(chosen: ChosenImages, last: (uid: string) => string | null) {
  return Object.fromEntries(
    chosen.rows.flatMap(({ series, why }) =>
      why === null ? [] : [[last(series.found.seriesUid), why]],
    ),
  );
}

test('a PET and its CT, and why nothing else', async () => {
  const found = await choose([
    pet,
    ct,
    also(pet, 11, [['00280051', 'CS', 'DECY\\SCAT']]),
    also(ct, 12, [['00080008', 'CS', 'ORIGINAL\\PRIMARY\\LOCALIZER']]),
    also(pet, 13, [['00080008', 'CS', 'DERIVED\\SECONDARY\\MIP']]),
    also(ct, 14, [['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.7']]),
    also(ct, 15, [['00080060', 'CS', 'SR']]),
    also(ct, 16, [], { frameOfReference: '9.9' }),
    also(ct, 17, [], { size: [4, 4, 11], spacing: [16, 16, 8] }),
    also(ct, 18, [], { along: [1, 0, 0], down: [0, 0, -1], spacing: [8, 8, 8] }),
    also(ct, 19, [], { origin: [0, 0, 900] }),
    also(pet, 20, [], { size: [4, 4, 5] }),
    also(pet, 21, [['00541000', 'CS', 'GATED\\IMAGE']]),
    also(ct, 22, [], { size: [4, 4, 1] }),
    also(pet, 23, [['00541000', 'CS', 'WHOLE BODY\\REPROJECTION']]),
    also(ct, 24, [], { size: [4, 4, 12], without: ['00200032'] }),
  ]);
  expect(found.pet).toBe('1');
  expect(found.ct).toBe('2');
  expect(found.why).toEqual({
    11: 'not corrected for attenuation',
    12: 'a scout, or a projection',
    13: 'a scout, or a projection',
    14: 'a picture (secondary capture), such as a dose sheet or a screenshot',
    15: 'neither PET nor CT, but SR',
    16: 'in another frame of reference than the PET',
    17: 'a CT of one region: it reaches 22 % of the PET',
    18: 'sliced in another plane',
    19: 'beside the PET',
    20: 'too few slices: 170 mm of the patient',
    21: 'gated: several images in one (--frame takes one of them)',
    22: 'one slice',
    23: 'a projection',
    24: 'no slices with a place in the patient',
  });
});

test('a scout within the series of a CT is set aside', async () => {
  const scout = also(ct, 2, [['00080008', 'CS', 'ORIGINAL\\PRIMARY\\LOCALIZER']], {
    size: [9, 9, 1],
  });
  const found = await choose([pet, ct, scout]);
  expect(found.ct).toBe('2');
  expect(found.why).toEqual({ 2: 'a scout, or a projection' });
});

test('of several that fit, by stated rules', async () => {
  const isStatic = also(pet, 11, [['00541000', 'CS', 'STATIC\\IMAGE']]);
  const derived = also(pet, 12, [['00080008', 'CS', 'DERIVED\\PRIMARY']]);
  const wide = also(ct, 13, [], { spacing: [16, 16, 34] });
  const found = await choose([isStatic, derived, pet, also(pet, 14, []), ct, wide]);
  expect([found.pet, found.ct]).toEqual(['1', '13']);
  expect(found.why[14]).toMatch(/^another PET is as good/);
  const asked = await choose([isStatic, pet, ct, wide], {
    petSeries: '1.2.3.11',
    ctSeries: '1.2.3.2',
  });
  expect([asked.pet, asked.ct]).toEqual(['11', '2']);
});

test('a CT that reaches only part of the PET is taken, and told', async () => {
  const found = await choose([pet, also(ct, 12, [], { size: [4, 4, 8] })]);
  expect(found.ct).toBe('12');
  expect(found.why).toEqual({ 12: 'it reaches 67 % of the PET; too few slices' });
  const longer = await choose([pet, also(ct, 12, [], { spacing: [8, 8, 20] })]);
  expect(longer.why[12]).toBe('it reaches 59 % of the PET');
});

describe('refused, with advice', () => {
  const refusal = (specs: readonly SeriesSpec[], choice: Partial<Choice> = {}): Promise<string> =>
    choose(specs, choice).then(
      () => 'it was taken',
      (error: Error) => error.message,
    );

  test('two positions of the table as two series', async () => {
    const beds = [0, 374].map((z, i) => also(pet, 11 + i, [], { origin: [0, 0, z] }));
    expect(await refusal([...beds, ct])).toMatch(/two positions of the table.*--pet-series/);
    expect((await choose([...beds, ct], { petSeries: '1.2.3.12' })).pet).toBe('12');
  });

  test('several studies, but for one that is asked for', async () => {
    const other = { ...also(pet, 11, [['00100020', 'LO', 'P2']]), study: '1.2.4' };
    expect(await refusal([pet, ct, other])).toContain('2 studies of 2 patient(s)');
    expect((await choose([pet, ct, other], { petSeries: '1.2.3.11' })).pet).toBe('11');
  });

  test('a PET of which no mask could be trusted, unless any will do', async () => {
    const uncorrected = also(pet, 11, [['00280051', 'CS', 'ATTN']]);
    expect(await refusal([uncorrected, ct])).toContain('not corrected for decay');
    const any = await choose([uncorrected, ct], { demand: 'any' });
    expect(any).toMatchObject({ pet: '11', why: { 11: 'not corrected for decay' } });
  });

  test('nothing to read, and what is asked for in vain', async () => {
    expect(await refusal([also(ct, 15, [['00080060', 'CS', 'MR']])])).toContain(
      'There is no PET and no CT',
    );
    expect(await refusal([pet, ct], { petSeries: '9.9' })).toContain('There is no series 9.9');
    expect(await refusal([pet, ct], { petSeries: '1.2.3.2' })).toContain('it is a CT');
    expect(await refusal([pet, ct], { ctSeries: '1.2.3.1' })).toContain('it is a PET');
  });
});
