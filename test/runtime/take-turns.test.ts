import { takeTurns } from '../../src/runtime/take-turns.js';

const idle = () => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when it is told to, and what was begun by whom. */
function scene(helpers: string[]) {
  const takeTurn = takeTurns(helpers);
  const begun: string[] = [];
  const end: Record<string, (error?: Error) => void> = {};
  const ask = (name: string): Promise<string> =>
    takeTurn((helper) => {
      begun.push(`${name} by ${helper}`);
      return new Promise((resolve, reject) => {
        end[name] = (error) => (error === undefined ? resolve(`${name} done`) : reject(error));
      });
    });
  return { ask, begun, end };
}

test('each piece goes to the helper that is free first, in the order of the pieces', async () => {
  const { ask, begun, end } = scene(['a', 'b']);
  const answers = ['1', '2', '3', '4'].map(ask);
  await idle();
  expect(begun).toEqual(['1 by a', '2 by b']);
  end['2']!();
  await idle();
  expect(begun.slice(2)).toEqual(['3 by b']);
  end['3']!();
  await idle();
  expect(begun.slice(3)).toEqual(['4 by b']);
  end['1']!();
  end['4']!();
  expect(await Promise.all(answers)).toEqual(['1 done', '2 done', '3 done', '4 done']);
});

test('a piece that fails frees its helper', async () => {
  const { ask, begun, end } = scene(['a']);
  const [first, second] = ['1', '2'].map(ask);
  await idle();
  end['1']!(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await idle();
  expect(begun).toEqual(['1 by a', '2 by a']);
  end['2']!();
  expect(await second).toBe('2 done');
  const third = ask('3');
  await idle();
  expect(begun[2]).toBe('3 by a');
  end['3']!();
  await third;
});
