import { findNuclide } from '../../suv/find-nuclide.js';
import type { Attributes } from '../file/attributes.js';
import type { PetAttributes, Radiopharmaceutical } from './pet-attributes.js';

/** Codes of nuclides in SNOMED CT, and in its predecessor SRT: DICOM's context groups 18 and 4020. */
const nuclideCodes: Readonly<Record<string, string>> = {
  '40565003': 'C-11',
  'C-105A1': 'C-11',
  '21576001': 'N-13',
  'C-107A1': 'N-13',
  '129504001': 'O-15',
  'C-B1038': 'O-15',
  '77004003': 'F-18',
  'C-111A1': 'F-18',
  '3932008': 'Cu-64',
  'C-127A2': 'Cu-64',
  '35337001': 'Ga-68',
  'C-131A3': 'Ga-68',
  '79197006': 'Rb-82',
  'C-159A2': 'Rb-82',
  '63360001': 'Zr-89',
  'C-168A4': 'Zr-89',
  '40937006': 'I-124',
  'C-114A5': 'I-124',
};

/**
 * Reads what a PET's header tells of its numbers.
 *
 * @param root of the file; @param all of the slice, which may be a frame of the file
 */
export function readPetAttributes(root: Attributes, all: Attributes): PetAttributes {
  const [acquisitionDate, acquisitionTime] = acquisition(all);
  return {
    units: all.text('x00541001') ?? mappedUnits(all),
    suvType: all.text('x00541006'),
    decayCorrection: all.text('x00541102') ?? enhancedDecay(all),
    correctedImage: correctedImage(all),
    seriesType: all.texts('x00541000'),
    numberOfSlices: all.unsigned('x00540081'),
    times: {
      seriesDate: root.text('x00080021') ?? all.text('x00080021') ?? root.text('x00080020'),
      seriesTime: root.text('x00080031') ?? all.text('x00080031'),
      acquisitionDate,
      acquisitionTime,
      decayCorrectionDateTime: all.text('x00189701'),
      timezone: root.text('x00080201'),
      frameReferenceTime: all.number('x00541300'),
      frameDuration: all.number('x00181242') ?? all.double('x00189220'),
    },
    geScanDateTime: all.text(privateTag(all, 'x0009', 'GEMS_PETD_01', '0d')),
    philipsSuvFactor: all.number(privateTag(all, 'x7053', 'Philips PET Private Group', '00')),
    philipsActivityFactor: all.number(privateTag(all, 'x7053', 'Philips PET Private Group', '09')),
    weight: all.number('x00101030'),
    height: all.number('x00101020'),
    sex: all.text('x00100040'),
    radiopharmaceutical: radiopharmaceutical(all),
  };
}

function acquisition(all: Attributes): [date: string | null, time: string | null] {
  const [date, time] = [all.text('x00080022'), all.text('x00080032')];
  if (time !== null) return [date, time];
  const both = all.text('x0008002a') ?? all.text('x00189074');
  return both === null ? [date, null] : [both.slice(0, 8), both.slice(8)];
}

/** Of an enhanced PET, which says in one attribute each what is corrected. */
function correctedImage(all: Attributes): readonly string[] {
  const said = all.texts('x00280051');
  if (said.length > 0) return said;
  const flags = { x00189758: 'DECY', x00189759: 'ATTN', x00189760: 'SCAT' };
  return Object.entries(flags).flatMap(([tag, name]) => (all.text(tag) === 'YES' ? [name] : []));
}

function enhancedDecay(all: Attributes): string | null {
  const isCorrected = all.text('x00189758');
  if (isCorrected === 'NO') return 'NONE';
  return isCorrected === 'YES' && all.text('x00189701') !== null ? 'START' : null;
}

/** Of an enhanced PET, whose real-world values have a unit of UCUM. */
function mappedUnits(all: Attributes): string | null {
  const code = all.items('x004008ea')[0]?.text('x00080100') ?? null;
  if (code === null) return null;
  const known: Readonly<Record<string, string>> = {
    'Bq/ml': 'BQML',
    'Bq/mL': 'BQML',
    '{counts}': 'CNTS',
    'g/ml{SUVbw}': 'GML',
  };
  return known[code] ?? code;
}

function radiopharmaceutical(all: Attributes): Radiopharmaceutical | null {
  const item = all.items('x00540016')[0];
  if (item === undefined) return null;
  const code = item.items('x00540300')[0];
  const byCode = nuclideCodes[code?.text('x00080100') ?? ''];
  const byName = findNuclide(code?.text('x00080104') ?? '')?.name;
  return {
    startTime: item.text('x00181072'),
    startDateTime: item.text('x00181078'),
    totalDose: item.number('x00181074'),
    halfLife: item.number('x00181075'),
    nuclide: byCode ?? byName ?? null,
    name: item.text('x00180031') ?? item.items('x00540304')[0]?.text('x00080104') ?? null,
  };
}

/**
 * The tag of a private attribute, whose block is the one that its creator has taken. Where anonymisation has left no
 * creator at all, it is looked for in the first block.
 */
function privateTag(all: Attributes, group: string, creator: string, element: string): string {
  const blocks = Array.from({ length: 240 }, (_, i) => (16 + i).toString(16));
  const named = blocks.filter((block) => all.has(`${group}00${block}`));
  const own = named.find((block) => all.text(`${group}00${block}`) === creator);
  return `${group}${own ?? (named.length === 0 ? '10' : 'none')}${element}`;
}
