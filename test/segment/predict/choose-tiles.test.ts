import { tilesGivenTime, tilesInTime } from '../../../src/segment/predict/choose-tiles.js';
import { passCost } from '../../../src/segment/predict/pass-cost.js';
import type { TileChoice, TilesToRun } from '../../../src/segment/predict/tiles-to-run.js';
import { planTiling } from '../../../src/segment/sliding-window/tiling.js';

/** Tiles of some number, which is all that counts here. */
function tilesOf(count: number): TilesToRun {
  const tiling = planTiling([count, 1, 1], [1, 1, 1], 1);
  return { tiling, run: tiling.tiles, air: [], saved: 0 };
}

/** So many tiles of each kind, and what was asked for. */
function scene(counts: Partial<Record<TileChoice, number>>) {
  const laid: TileChoice[] = [];
  const lay = (choice: TileChoice): TilesToRun => {
    laid.push(choice);
    return tilesOf(counts[choice]!);
  };
  return { laid, lay };
}

describe('given time enough', () => {
  test.each(['full', 'none'] as const)('tta %s runs all of nnU-Net’s tiles', (tta) => {
    const { lay, laid } = scene({ all: 9 });
    expect(tilesGivenTime(tta, 'cpu', lay).run).toHaveLength(9);
    expect(laid).toEqual(['all']);
  });

  test.each([
    ['cuda', 2, 9],
    ['webgpu', 2, 9],
    ['cpu', 4, 4],
    ['cpu', 5, 9],
  ] as const)(
    'on %s with %d tiles over the body, not 9 with body, runs %d',
    (device, over, run) => {
      const { lay, laid } = scene({ 'with-body': 9, 'body-box': over });
      expect(tilesGivenTime('auto', device, lay).run).toHaveLength(run);
      expect(laid.includes('body-box')).toBe(device === 'cpu');
    },
  );
});

describe('with a deadline', () => {
  const timed = tilesOf(10);
  // 2 s a tile: 20 s a pass, 80 s for four.
  const cost = passCost(2, { sessions: 1, secondsToLoad: 0 }, 1);

  test.each([
    { why: 'keeps to its tiles if all passes fit', left: 80, tta: 'auto', over: 1, run: 10 },
    { why: 'takes fewer tiles if not', left: 79.9, tta: 'auto', over: 9, run: 9 },
    { why: 'takes no more tiles instead', left: 1, tta: 'auto', over: 11, run: 10 },
    { why: 'keeps to its tiles if others are as many', left: 1, tta: 'auto', over: 10, run: 10 },
    { why: 'keeps to its tiles without a choice', left: 1, tta: 'full', over: 1, run: 10 },
  ] as const)('$why', ({ left, tta, over, run }) => {
    const { lay, laid } = scene({ 'body-box': over });
    const chosen = tilesInTime(timed, 4, cost, left, tta, lay);
    expect(chosen.run).toHaveLength(run);
    if (run === 10) expect(chosen).toBe(timed);
    expect(laid).toHaveLength(left < 80 && tta === 'auto' ? 1 : 0);
  });
});
