import {
  DeviceError,
  InputError,
  InterruptedError,
  ModelError,
  ResourceError,
  StudiesError,
  UsageError,
} from '../../src/errors.js';
import { exitCodeOfSignal } from '../../src/process/exit-code-of-signal.js';
import { exitCodeOf } from '../../src/process/exit-codes.js';

test.each([
  [new UsageError(''), 2],
  [new InputError(''), 2],
  [new ModelError(''), 3],
  [new DeviceError(''), 3],
  [new ResourceError(''), 4],
  [new InterruptedError(''), 1],
  [new StudiesError('', 'bad-model'), 3],
  [new TypeError('a fault'), 1],
  ['text', 1],
])('%p ends with %i', (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});

test('signals end with what a shell gives for them', () => {
  expect(exitCodeOfSignal('SIGINT')).toBe(130);
  expect(exitCodeOfSignal('SIGTERM')).toBe(143);
});
