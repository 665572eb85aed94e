import { toSuv } from '../../../src/segment/study/to-suv.js';
import { makeVolume } from '../../support/make-volume.js';

const size = [2, 2, 1] as const;

test('what is SUV is left as it is', () => {
  const pet = makeVolume({ size });
  expect(toSuv(pet, 1)).toBe(pet);
});

test.each([
  ['Float32Array', new Float32Array([0, 0.1, 3, 40000])],
  ['Int16Array', new Int16Array([0, -1, 3, 32767])],
  ['Uint16Array', new Uint16Array(new SharedArrayBuffer(8)).fill(40000)],
])('%s are multiplied and rounded once to float32', (_, data) => {
  const expected = Float32Array.from(data, (value) => value * 0.2921273);
  const isShared = data.buffer instanceof SharedArrayBuffer;
  const suv = toSuv(makeVolume({ size, data }), 0.2921273);
  expect(suv.data).toBeInstanceOf(Float32Array);
  expect([...suv.data]).toEqual([...expected]);
  expect(suv.data.buffer instanceof SharedArrayBuffer).toBe(isShared);
});
