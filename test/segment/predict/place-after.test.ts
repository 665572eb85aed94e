import { DeviceError, ModelError, ResourceError } from '../../../src/errors.js';
import { EngineError } from '../../../src/runtime/engine-error.js';
import type { LoadedNetwork } from '../../../src/runtime/loaded-network.js';
import { placeAfter } from '../../../src/segment/predict/place-after.js';
import { recordLog } from '../../support/record-log.js';

const full = new EngineError('std::bad_alloc');
const asked = { device: 'auto', sessions: 4 } as const;
const ran = (device: LoadedNetwork['device'], sessions: number): LoadedNetwork => ({
  device,
  precision: 'float32',
  sessions,
  shape: { input: [], output: [] },
  secondsToLoad: 0,
});

test.each([
  ['a GPU', full, ran('cuda', 1), { device: 'cpu', sessions: 4 }],
  ['several sessions', full, ran('cpu', 4), { device: 'cpu', sessions: 1 }],
  [
    'a GPU on which a later fold did not load',
    new ResourceError('no room', { cause: full }),
    ran('webgpu', 1),
    { device: 'cpu', sessions: 4 },
  ],
] as const)('after %s comes the next place, and the log says so', (_, error, found, next) => {
  const { log, warnings } = recordLog();
  expect(placeAfter(error, asked, found, log)).toEqual(next);
  expect(warnings).toHaveLength(1);
});

test.each([
  ['memory, in the last place', full, ran('cpu', 1), ResourceError],
  ['memory, on a GPU that was asked for by name', full, ran('cuda', 1), ResourceError],
  ['another fault', new EngineError('no such operator'), ran('cuda', 1), ModelError],
  ['the device', new DeviceError('not here'), ran('cuda', 1), DeviceError],
  ['a bug', new TypeError('a bug'), ran('cpu', 4), TypeError],
])('after %s there is no other try', (_, error, found, kind) => {
  const { log, warnings } = recordLog();
  const byName = { ...asked, device: found.device };
  expect(() => placeAfter(error, byName, found, log)).toThrow(kind);
  expect(warnings).toEqual([]);
});
