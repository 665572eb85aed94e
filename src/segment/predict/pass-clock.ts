/** Times passes of which the next begins before the last tiles of the one before are done. */
export interface PassClock {
  /** Called after each tile. */
  countTile(): void;
  /**
   * Seconds in which one more pass would be done: as the slowest so far, or before the first is done as its
   * tiles so far.
   *
   * @param underWay tiles that come before it
   */
  secondsForNext(underWay: number): number;
}

/**
 * Starts the clock of the first pass.
 *
 * @param tiles of each pass
 * @param planned seconds per pass, until a tile is done
 * @param now milliseconds
 */
export function startPassClock(
  tiles: number,
  planned: number,
  now: () => number = () => performance.now(),
): PassClock {
  const begin = now();
  let begun = begin;
  let done = 0;
  let slowest = 0;
  return {
    countTile: () => {
      done += 1;
      if (done % tiles !== 0) return;
      slowest = Math.max(slowest, (now() - begun) / 1000);
      begun = now();
    },
    secondsForNext: (underWay) => {
      const soFar = done === 0 ? planned : ((now() - begin) / 1000 / done) * tiles;
      const perPass = slowest === 0 ? soFar : slowest;
      return tiles === 0 ? 0 : perPass * (1 + underWay / tiles);
    },
  };
}
