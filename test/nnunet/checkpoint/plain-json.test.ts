import fc from 'fast-check';
import type { PickleValue } from '../../../src/nnunet/checkpoint/pickle-value.js';
import { Opaque } from '../../../src/nnunet/checkpoint/pickle-value.js';
import { plainJson } from '../../../src/nnunet/checkpoint/plain-json.js';

test('any JSON value survives', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3, noUnicodeString: false }), (json) => {
      expect(JSON.stringify(plainJson(asPickled(json), 'plans'))).toBe(JSON.stringify(json));
    }),
  );
});

function asPickled(json: unknown): PickleValue {
  if (Array.isArray(json)) return json.map(asPickled);
  if (typeof json !== 'object' || json === null) return json as PickleValue;
  return new Map(Object.entries(json).map(([key, item]) => [key, asPickled(item)]));
}

test('shared parts become copies', () => {
  const shared = new Map([['a', 1]]);
  const [first, second] = plainJson([shared, shared], 'plans') as object[];
  expect(first).toEqual(second);
  expect(first).not.toBe(second);
});

test('growth by sharing and cycles end in an error, soon', () => {
  let doubled: PickleValue[] = [];
  for (let i = 0; i < 60; i++) doubled = [doubled, doubled];
  expect(() => plainJson(doubled, 'plans')).toThrow(/plans is nested too deeply or too large/);
  const cycle: PickleValue[] = [];
  cycle.push(cycle);
  expect(() => plainJson(cycle, 'plans')).toThrow(/nested too deeply/);
});

test('other values are named', () => {
  expect(() => plainJson([new Opaque('torch.device')], 'plans')).toThrow(
    /plans holds torch\.device/,
  );
  expect(() => plainJson(new Map([[null, 1]]), 'plans')).toThrow(/not JSON/);
  expect(() => plainJson(2n ** 60n, 'plans')).toThrow(/not JSON/);
});
