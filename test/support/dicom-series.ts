import { join } from 'node:path';
import type { Vec3 } from '../../src/image/volume.js';
import { type DicomElement, type Syntax, writeDicom } from './write-dicom.js';

/** How a made-up series is written. */
export interface SeriesSpec {
  readonly modality: 'PT' | 'CT';
  /** Columns, rows, slices. */
  readonly size: Vec3;
  /** mm along columns, rows, slices. */
  readonly spacing?: Vec3;
  readonly origin?: Vec3;
  readonly along?: Vec3;
  readonly down?: Vec3;
  /** Stored number of voxel x, y, z. */
  readonly stored: (x: number, y: number, z: number) => number;
  readonly slope?: (z: number) => number;
  readonly intercept?: number;
  readonly bits?: { allocated: 8 | 16; stored: number; high: number; signed: boolean };
  readonly syntax?: Syntax;
  /** Name of slice z in the folder. */
  readonly name?: (z: number) => string;
  /** Added to, or put in place of, what every slice has. */
  readonly more?: (z: number) => readonly DicomElement[];
  readonly without?: readonly string[];
  readonly series?: string;
  readonly study?: string;
  readonly frameOfReference?: string;
}

const usualBits = { allocated: 16, stored: 16, high: 15, signed: true } as const;

/** Writes a series, a file a slice. */
export function writeSeries(folder: string, spec: SeriesSpec): void {
  for (let z = 0; z < spec.size[2]; z++) {
    const name = spec.name?.(z) ?? `${spec.modality}${z}.dcm`;
    writeDicom(join(folder, name), sliceElements(spec, z), spec.syntax ?? 'explicit');
  }
}

export function sliceElements(spec: SeriesSpec, z: number): DicomElement[] {
  const {
    spacing = [2, 2, 3],
    origin = [0, 0, 0],
    along = [1, 0, 0],
    down = [0, 1, 0],
    bits = usualBits,
  } = spec;
  const normal: Vec3 = [
    along[1] * down[2] - along[2] * down[1],
    along[2] * down[0] - along[0] * down[2],
    along[0] * down[1] - along[1] * down[0],
  ];
  const series = spec.series ?? (spec.modality === 'PT' ? '1.2.3.1' : '1.2.3.2');
  const position = origin.map((mm, i) => mm + normal[i]! * z * spacing[2]);
  const usual: DicomElement[] = [
    ['00080005', 'CS', 'ISO_IR 100'],
    ['00080008', 'CS', 'ORIGINAL\\PRIMARY'],
    [
      '00080016',
      'UI',
      spec.modality === 'PT' ? '1.2.840.10008.5.1.4.1.1.128' : '1.2.840.10008.5.1.4.1.1.2',
    ],
    ['00080018', 'UI', `${series}.${z + 1}`],
    ['00080060', 'CS', spec.modality],
    ['00100010', 'PN', 'NOBODY^NO'],
    ['00100020', 'LO', 'P1'],
    ['00180050', 'DS', String(spacing[2])],
    ['0020000d', 'UI', spec.study ?? '1.2.3'],
    ['0020000e', 'UI', series],
    ['00200011', 'IS', spec.modality === 'PT' ? '2' : '1'],
    ['00200013', 'IS', String(z + 1)],
    ['00200032', 'DS', position.map((mm) => String(Number(mm.toFixed(6)))).join('\\')],
    ['00200037', 'DS', [...along, ...down].map((c) => String(Number(c.toFixed(9)))).join('\\')],
    ['00200052', 'UI', spec.frameOfReference ?? '1.2.3.9'],
    ['00280002', 'US', 1],
    ['00280004', 'CS', 'MONOCHROME2'],
    ['00280010', 'US', spec.size[1]],
    ['00280011', 'US', spec.size[0]],
    ['00280030', 'DS', `${spacing[1]}\\${spacing[0]}`],
    ['00280100', 'US', bits.allocated],
    ['00280101', 'US', bits.stored],
    ['00280102', 'US', bits.high],
    ['00280103', 'US', bits.signed ? 1 : 0],
    ['00281052', 'DS', String(spec.intercept ?? 0)],
    ['00281053', 'DS', String(spec.slope?.(z) ?? 1)],
    ['7fe00010', 'OW', pixelBytes(spec, z)],
    ...(spec.modality === 'PT' ? petElements : []),
  ];
  const more = spec.more?.(z) ?? [];
  const replaced = [...more.map(([tag]) => tag), ...(spec.without ?? [])];
  return [...usual.filter(([tag]) => !replaced.includes(tag)), ...more];
}

/** Of 370 MBq of FDG, an hour before the scan, for 70 kg. */
export const petElements: readonly DicomElement[] = [
  ['00080021', 'DA', '20240305'],
  ['00080022', 'DA', '20240305'],
  ['00080031', 'TM', '110000'],
  ['00080032', 'TM', '110000'],
  ['00101030', 'DS', '70'],
  ['00280051', 'CS', 'DECY\\ATTN\\SCAT'],
  [
    '00540016',
    'SQ',
    [
      [
        ['00180031', 'LO', 'FDG'],
        ['00181072', 'TM', '100000'],
        ['00181074', 'DS', '370000000'],
        ['00181075', 'DS', '6586.2'],
        [
          '00540300',
          'SQ',
          [
            [
              ['00080100', 'SH', 'C-111A1'],
              ['00080102', 'SH', 'SRT'],
              ['00080104', 'LO', '^18^Fluorine'],
            ],
          ],
        ],
      ],
    ],
  ],
  ['00541000', 'CS', 'WHOLE BODY\\IMAGE'],
  ['00541001', 'CS', 'BQML'],
  ['00541102', 'CS', 'START'],
];

function pixelBytes({ size, stored, bits = usualBits }: SeriesSpec, z: number): Uint8Array {
  const [columns, rows] = size;
  const bytes = new Uint8Array((columns * rows * bits.allocated) / 8);
  const view = new DataView(bytes.buffer);
  for (let y = 0, i = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, i++) {
      const value = (stored(x, y, z) & (2 ** bits.stored - 1)) << (bits.high + 1 - bits.stored);
      if (bits.allocated === 8) view.setUint8(i, value);
      else view.setUint16(2 * i, value, true);
    }
  }
  return bytes;
}
