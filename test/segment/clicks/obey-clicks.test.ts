import type { Vec3 } from '../../../src/image/volume.js';
import type { VoxelIndex } from '../../../src/segment/clicks/clicks.js';
import { obeyClicks } from '../../../src/segment/clicks/obey-clicks.js';
import { makeVolume } from '../../support/make-volume.js';

/** One row of voxels of 10 mm, lesion where the text has a `#`, uptake by its digits. */
function obey(text: string, tumour: number[], background: number[], suv = '000000000000') {
  const size: Vec3 = [text.length, 1, 1];
  const mask = Uint8Array.from([...text], (mark) => Number(mark === '#'));
  const data = Float32Array.from([...suv], Number).slice(0, text.length);
  const places = (xs: number[]) => xs.map((x): VoxelIndex => [x, 0, 0]);
  const pet = makeVolume({ size, spacing: [10, 10, 10], data });
  const obeyed = obeyClicks(mask, pet, {
    tumour: places(tumour),
    background: places(background),
  });
  return { text: [...mask].map((value) => (value === 1 ? '#' : '.')).join(''), ...obeyed };
}

test('a background click removes the component that it touches, and no other', () => {
  expect(obey('##..###..', [], [5])).toEqual({ text: '##.......', removed: 1, split: 0, grown: 0 });
  expect(obey('##..###..', [], [3])).toMatchObject({ text: '##..###..', removed: 0 });
});

test('of a component with both kinds what is nearer to background goes', () => {
  expect(obey('########', [1], [6])).toEqual({ text: '####....', removed: 0, split: 1, grown: 0 });
  // As far from both is not tumour.
  expect(obey('#####', [0], [4]).text).toBe('##...');
});

describe('a tumour click beside the mask', () => {
  test('grows a lesion round the nearest maximum', () => {
    // 41 % of 9 is 3.69: the slope from 4 on, not the next peak.
    expect(obey('.........', [2], [], '024974208')).toEqual({
      ...{ text: '..####...', removed: 0, split: 0, grown: 1 },
    });
  });

  test('is tumour itself, whatever its uptake, and never where background was clicked', () => {
    expect(obey('.........', [1], [3], '014974208').text).toBe('.##......');
    expect(obey('.........', [4], [], '000000000').text[4]).toBe('#');
  });

  test('reaches no further than 30 mm', () => {
    expect(obey('............', [5], [], '555555555555').text).toBe('..#######...');
  });

  test('within the mask changes nothing', () => {
    expect(obey('###', [1], [], '999').grown).toBe(0);
  });
});
