// How long a PET of 267 slices of 128 x 128 and a CT of 500 slices of 512 x 512 take from DICOM files to one grid, and how
// much memory. `npm run build && node bench/dicom.mjs`; made-up series lie in a temporary folder while it runs.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { airHu } from '../dist/dicom/air-hu.js';
import { findImages } from '../dist/dicom/open/find-images.js';
import { openCt } from '../dist/dicom/open/open-ct.js';
import { openPet } from '../dist/dicom/open/open-pet.js';
import { resampleOnto } from '../dist/image/resample-onto.js';
import { parseOptions } from '../dist/options/parse-options.js';
import { uptakeFields } from '../dist/suv/uptake-fields.js';

const folder = mkdtempSync(join(tmpdir(), 'autopet-bench-'));
try {
  makeSeries('PT', [128, 128, 267], [4.7, 3.27]);
  makeSeries('CT', [512, 512, 500], [1.17, 1.75]);
  globalThis.gc?.();
  const before = process.resourceUsage().maxRSS / 1024;
  const seconds = clock();
  const any = { petSeries: null, ctSeries: null, frame: null, demand: 'whole-body' };
  const found = await findImages(folder, any);
  seconds('headers');
  const said = parseOptions(z.strictObject(uptakeFields), {});
  const pet = await (await openPet(found.pet, null, said)).read();
  seconds('PET');
  const ct = await (await openCt(found.ct)).read();
  seconds('CT');
  const { coverage } = resampleOnto(ct, pet, airHu);
  seconds('one grid');
  await found.close();
  const total = seconds('total');
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(
    JSON.stringify({
      seconds: total,
      beforeMb: Math.round(before),
      peakMb: Math.round(peak),
      coverage,
    }),
  );
} finally {
  rmSync(folder, { recursive: true });
}

function clock() {
  const start = performance.now();
  let last = start;
  const all = {};
  return (step) => {
    const now = performance.now();
    all[step] = Number(((now - (step === 'total' ? start : last)) / 1000).toFixed(2));
    last = now;
    return all;
  };
}

/** @param spacing mm, in the plane and between slices */
function makeSeries(modality, [columns, rows, slices], [mm, apart]) {
  mkdirSync(join(folder, modality));
  const pixels = Buffer.alloc(2 * columns * rows);
  for (let i = 0; i < columns * rows; i++) pixels.writeInt16LE((i * 7919) % 4000, 2 * i);
  const isPet = modality === 'PT';
  const middle = [-(columns * mm) / 2, -(rows * mm) / 2];
  for (let k = 0; k < slices; k++) {
    const elements = [
      ['0008', '0008', 'CS', 'ORIGINAL\\PRIMARY'],
      ['0008', '0016', 'UI', `1.2.840.10008.5.1.4.1.1.${isPet ? '128' : '2'}`],
      ['0008', '0018', 'UI', `1.2.3.${isPet ? 1 : 2}.${k}`],
      ['0008', '0021', 'DA', '20240305'],
      ['0008', '0022', 'DA', '20240305'],
      ['0008', '0031', 'TM', '110000'],
      ['0008', '0032', 'TM', '110000'],
      ['0008', '0060', 'CS', modality],
      ['0010', '1030', 'DS', '70'],
      ['0018', '0050', 'DS', String(apart)],
      ['0020', '000d', 'UI', '1.2.3'],
      ['0020', '000e', 'UI', `1.2.3.${isPet ? 1 : 2}`],
      ['0020', '0032', 'DS', [...middle, Number((k * apart).toFixed(4))].join('\\')],
      ['0020', '0037', 'DS', '1\\0\\0\\0\\1\\0'],
      ['0020', '0052', 'UI', '1.2.3.9'],
      ['0028', '0002', 'US', 1],
      ['0028', '0010', 'US', rows],
      ['0028', '0011', 'US', columns],
      ['0028', '0030', 'DS', `${mm}\\${mm}`],
      ['0028', '0051', 'CS', 'DECY\\ATTN'],
      ['0028', '0100', 'US', 16],
      ['0028', '0101', 'US', 16],
      ['0028', '0102', 'US', 15],
      ['0028', '0103', 'US', 1],
      ['0028', '1052', 'DS', isPet ? '0' : '-1024'],
      ['0028', '1053', 'DS', isPet ? String(1 + (k % 7) / 10) : '1'],
      ...(isPet ? petElements() : []),
      ['7fe0', '0010', 'OW', pixels],
    ];
    const meta = Buffer.concat([element(['0002', '0010', 'UI', '1.2.840.10008.1.2.1'])]);
    const length = element(['0002', '0000', 'UL', meta.length]);
    writeFileSync(
      join(folder, modality, String(k)),
      Buffer.concat([
        Buffer.alloc(128),
        Buffer.from('DICM'),
        length,
        meta,
        ...elements.map(element),
      ]),
    );
  }
}

function petElements() {
  const item = [
    ['0018', '1072', 'TM', '100000'],
    ['0018', '1074', 'DS', '370000000'],
    ['0018', '1075', 'DS', '6586.2'],
  ].map(element);
  const content = Buffer.concat(item);
  const head = Buffer.from('feff00e000000000', 'hex');
  head.writeUInt32LE(content.length, 4);
  return [
    ['0054', '0016', 'SQ', Buffer.concat([head, content])],
    ['0054', '1000', 'CS', 'WHOLE BODY\\IMAGE'],
    ['0054', '1001', 'CS', 'BQML'],
    ['0054', '1102', 'CS', 'START'],
  ];
}

function element([group, number, vr, value]) {
  const content = Buffer.isBuffer(value) ? value : bytesOf(vr, value);
  const isLong = ['OW', 'SQ'].includes(vr);
  const head = Buffer.alloc(isLong ? 12 : 8);
  head.writeUInt16LE(Number.parseInt(group, 16), 0);
  head.writeUInt16LE(Number.parseInt(number, 16), 2);
  head.write(vr, 4);
  if (isLong) head.writeUInt32LE(content.length, 8);
  else head.writeUInt16LE(content.length, 6);
  return Buffer.concat([head, content]);
}

function bytesOf(vr, value) {
  if (typeof value === 'string') {
    const fill = vr === 'UI' ? '\0' : ' ';
    return Buffer.from(value.length % 2 === 0 ? value : value + fill);
  }
  const bytes = Buffer.alloc(vr === 'US' ? 2 : 4);
  if (vr === 'US') bytes.writeUInt16LE(value);
  else bytes.writeUInt32LE(value);
  return bytes;
}
