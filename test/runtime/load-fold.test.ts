import type { Engine } from '../../src/runtime/engine.js';
import { loadFold } from '../../src/runtime/load-fold.js';
import { recordLog } from '../support/record-log.js';

test('a network is loaded again only for another fold, device or share of the processors', async () => {
  const loads: string[] = [];
  const engine: Engine = {
    load: async (network, { threads, sessions }) => {
      loads.push(`${network}: ${sessions} of ${threads}`);
      return { input: [1, 1, 2], output: [1, 1, 2] };
    },
    run: async (tile) => tile,
    close: async () => undefined,
  };
  const { log } = recordLog();
  const load = (path: string, threads: number, sessions: number) =>
    loadFold(engine, { path, network: async () => path }, 'cpu', { threads, sessions }, log);
  await load('a', 4, 2);
  expect((await load('a', 4, 2)).sessions).toBe(2);
  await load('a', 4, 1);
  await load('a', 2, 1);
  await load('b', 2, 1);
  await load('b', 2, 1);
  expect(loads).toEqual(['a: 2 of 2', 'a: 1 of 4', 'a: 1 of 2', 'b: 1 of 2']);
});
