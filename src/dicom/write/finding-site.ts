import type { BodyPlace, Region } from '../../lesions/place-in-body.js';
import { code, type Dataset } from './dataset.js';
import { codeItem } from './sr-items.js';

const sct = (value: string, meaning: string): Dataset => code(value, 'SCT', meaning);

/** Of PS3.16's common anatomic regions (CID 4031). */
const regions: Readonly<Record<Region, Dataset>> = {
  'head-neck': sct('774007', 'Head and Neck'),
  chest: sct('816094009', 'Chest'),
  abdomen: sct('818981001', 'Abdomen'),
  pelvis: sct('816092008', 'Pelvis'),
  leg: sct('61685007', 'Lower limb'),
  arm: sct('53120007', 'Upper limb'),
};
const sides = { left: sct('7771000', 'Left'), right: sct('24028007', 'Right') } as const;

/** Where a lesion lies, as a content item (PS3.16 TID 1411); none where its region is not known. */
export function findingSite({ region, side }: BodyPlace): Dataset[] {
  if (region === null) return [];
  const site = codeItem('HAS CONCEPT MOD', sct('363698007', 'Finding Site'), regions[region]);
  if (side === null || side === 'midline') return [site];
  const laterality = codeItem('HAS CONCEPT MOD', sct('272741003', 'Laterality'), sides[side]);
  return [{ ...site, ContentSequence: [laterality] }];
}
