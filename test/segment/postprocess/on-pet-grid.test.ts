import { asStored, reorient, reorientationTo } from '../../../src/image/orient.js';
import type { Volume } from '../../../src/image/volume.js';
import { onPetGrid } from '../../../src/segment/postprocess/on-pet-grid.js';
import type { Study } from '../../../src/segment/study/read-study.js';
import { makeVolume } from '../../support/make-volume.js';
import { fakeModel } from '../predict/support/fake-study.js';

/** A PET of 3 x 2 x 1 voxels of 0.5 ml that runs right and anterior, and uptake of 0 to 5. */
const pet = makeVolume({
  size: [3, 2, 1],
  spacing: [5, 10, 10],
  origin: [7, -8, 9],
  direction: [-1, 0, 0, 0, -1, 0, 0, 0, 1],
  data: Float32Array.of(0, 1, 2, 3, 4, 5),
});
const study = { pet, ct: pet } as Study;
const model = fakeModel([1, 2, 3]);

const geometryOf = ({ data, ...geometry }: Volume | Volume<Uint8Array>) => geometry;

describe('onPetGrid', () => {
  test('gives mask and probability the PET’s geometry', () => {
    const labels = Uint8Array.of(0, 1, 0, 0, 1, 2);
    const probability = Float32Array.of(0, 0.25, 0, 0, 0.5, 1);
    const found = onPetGrid({ labels, probability }, study, asStored, model);
    expect(found.mask).toEqual({ ...geometryOf(pet), data: labels });
    expect(found.probability).toEqual({ ...geometryOf(pet), data: probability });
  });

  test('has no probability if there is none', () => {
    const labels = new Uint8Array(6);
    expect(onPetGrid({ labels, probability: null }, study, asStored, model).probability).toBeNull();
  });

  test.each(['LPS', 'RAS', 'SLP', 'ARI'])('brings voxels back from %s', (orientation) => {
    const there = reorientationTo(pet, orientation);
    // Every voxel's uptake is its own number, so each can be told after the way there and back.
    const probability = reorient(pet, there).data;
    const labels = Uint8Array.from(probability);
    const found = onPetGrid({ labels, probability }, study, there, model);
    expect(found.probability).toEqual(pet);
    expect(found.mask).toEqual({ ...geometryOf(pet), data: Uint8Array.from(pet.data) });
  });

  test('applies the model’s SUV floor to the PET’s own voxels', () => {
    const there = reorientationTo(pet, 'LPS');
    const labels = new Uint8Array(6).fill(1);
    const floor = { ...model, suvFloor: 2 };
    const { mask } = onPetGrid({ labels, probability: null }, study, there, floor);
    expect(mask.data).toEqual(Uint8Array.of(0, 0, 1, 1, 1, 1));
  });

  test('drops lesions under the model’s minimum volume, after the floor', () => {
    // Two lesions of two voxels; the floor takes one voxel of the first.
    const labels = Uint8Array.of(1, 0, 1, 1, 0, 1);
    const minimum = { ...model, minimumLesionMl: 1 };
    const dropped = (of: typeof model) =>
      onPetGrid({ labels: labels.slice(), probability: null }, study, asStored, of).mask.data;
    expect(dropped(minimum)).toEqual(labels);
    expect(dropped({ ...minimum, suvFloor: 1 })).toEqual(Uint8Array.of(0, 0, 1, 0, 0, 1));
    expect(dropped({ ...minimum, minimumLesionMl: 1.1 })).toEqual(new Uint8Array(6));
  });
});
