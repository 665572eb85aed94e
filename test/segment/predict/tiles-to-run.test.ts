import type { BoundingBox } from '../../../src/array/bounding-box.js';
import { tilesToRun } from '../../../src/segment/predict/tiles-to-run.js';
import { fakeInput, fakeModel } from './support/fake-study.js';

describe('tiles within reach of a click', () => {
  const model = fakeModel([4, 4, 4]);
  // Air but for one voxel of body at the beginning.
  const ct = new Float32Array(16 ** 3).fill(-1000);
  ct[0] = 0;
  const clicked = (...reach: BoundingBox[]) => ({
    ...fakeInput([ct, new Float32Array(16 ** 3)], [16, 16, 16]),
    clicked: { reach, tumour: [] },
  });
  const box: BoundingBox = [
    [13, 15],
    [5, 7],
    [13, 15],
  ];

  test('are run though they hold no body', () => {
    expect(tilesToRun(model, clicked(), 1, 'with-body').run).toEqual([[0, 0, 0]]);
    expect(tilesToRun(model, clicked(box), 1, 'with-body').run).toEqual([
      [0, 0, 0],
      [12, 4, 12],
    ]);
  });

  test('are covered by tiles that are laid over the body', () => {
    const { run } = tilesToRun(model, clicked(box), 1, 'body-box');
    const holds = ([z, y, x]: readonly number[]) => z! <= 13 && y! <= 5 && x! <= 13;
    expect(
      run.some((start) => holds(start) && start.every((at, i) => at + 4 >= box[i as 0][1])),
    ).toBe(true);
  });
});
