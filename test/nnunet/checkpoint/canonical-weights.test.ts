import fc from 'fast-check';
import { canonicalWeights } from '../../../src/nnunet/checkpoint/canonical-weights.js';

function named(...names: string[]): Map<string, string> {
  return new Map(names.map((name) => [name, name]));
}

const network = [
  'encoder.stages.0.0.convs.0.conv.weight',
  'encoder.stages.0.0.convs.0.conv.bias',
  'encoder.stages.0.0.convs.0.norm.weight',
  'encoder.stages.0.0.convs.0.norm.running_mean',
  'decoder.stages.0.convs.0.conv.weight',
  'decoder.transpconvs.0.weight',
  'decoder.seg_layers.0.weight',
];

function duplicatesOf(name: string): string[] {
  const modules = name.replace('.conv.', '.all_modules.0.').replace('.norm.', '.all_modules.2.');
  return [modules, name, modules]
    .map((own, i) => (i > 0 ? own.replace(/^encoder\./, 'decoder.encoder.') : own))
    .filter((own) => own !== name);
}

test('a state dict with its duplicates gives each weight once, its own copy', () => {
  const complete = network.flatMap((name) => [name, ...duplicatesOf(name)]);
  expect(complete.length).toBeGreaterThan(2 * network.length);
  expect(canonicalWeights(named(...complete))).toEqual(named(...network));
});

test('in any order, its own copy wins', () => {
  const complete = network.flatMap((name) => [name, ...duplicatesOf(name)]);
  fc.assert(
    fc.property(fc.shuffledSubarray(complete, { minLength: complete.length }), (names) => {
      expect(canonicalWeights(named(...names))).toEqual(named(...network));
    }),
  );
});

test('a weight of which only a duplicate is left is kept under its own name', () => {
  const only = named('decoder.encoder.stages.0.0.convs.0.all_modules.1.bias');
  expect([...canonicalWeights(only)]).toEqual([
    [
      'encoder.stages.0.0.convs.0.norm.bias',
      'decoder.encoder.stages.0.0.convs.0.all_modules.1.bias',
    ],
  ]);
});

test('the order of the state dict is kept', () => {
  const names = ['module.b', 'decoder.encoder.x', 'a', 'encoder.x'];
  expect([...canonicalWeights(named(...names)).keys()]).toEqual(['b', 'encoder.x', 'a']);
});

test('prefixes go only from the beginning', () => {
  const names = ['module.module.a', '_orig_mod.b', 'c.module.d', 'submodule.e'];
  expect([...canonicalWeights(named(...names)).keys()]).toEqual([
    'a',
    'b',
    'c.module.d',
    'submodule.e',
  ]);
});

test('two networks in one state dict are refused', () => {
  expect(() => canonicalWeights(named('a.weight', 'module.a.weight'))).toThrow(/"a\.weight"/);
});
