import { DeviceError, ModelError, ResourceError } from '../../src/errors.js';
import type { Device } from '../../src/runtime/device.js';
import { type Engine, EngineError } from '../../src/runtime/engine.js';
import { loadOnDevice } from '../../src/runtime/load-on-device.js';
import { recordLog } from '../support/record-log.js';

/** An engine on which some devices fail when a network is loaded. */
function engineWith(failures: Partial<Record<Device, string>>): {
  engine: Engine;
  tried: Device[];
} {
  const tried: Device[] = [];
  const engine: Engine = {
    load: async (_, { device }) => {
      tried.push(device);
      const failure = failures[device];
      if (failure !== undefined) throw new EngineError(failure);
      return { input: [1, 1, 2], output: [1, 1, 2] };
    },
    run: async (tile) => tile,
    close: async () => undefined,
  };
  return { engine, tried };
}

let environment: NodeJS.ProcessEnv;
beforeEach(() => {
  environment = { ...process.env };
  // Named drivers make `auto` try WebGPU even on a machine that shows no GPU.
  process.env.VK_ICD_FILENAMES = 'driver.json';
});
afterEach(() => {
  process.env = environment;
});

test('auto falls back to the CPU and says why each device was refused', async () => {
  const { engine, tried } = engineWith({ webgpu: 'no adapter' });
  const recorded = recordLog();
  const { device } = await loadOnDevice(engine, 'n.onnx', 'auto', 2, recorded.log);
  expect(device).toBe('cpu');
  expect(tried).toEqual(['webgpu', 'cpu']);
  expect(recorded.infos).toEqual([
    expect.stringMatching(/^cuda is not used: the CUDA provider library .* not installed/),
    'webgpu is not used: no adapter',
  ]);
});

test('auto takes the first device that works', async () => {
  const { engine } = engineWith({});
  const { device } = await loadOnDevice(engine, 'n.onnx', 'auto', 2, recordLog().log);
  expect(device).toBe('webgpu');
});

test('without a GPU auto does not even try WebGPU', async () => {
  delete process.env.VK_ICD_FILENAMES;
  delete process.env.VK_DRIVER_FILES;
  const { engine, tried } = engineWith({});
  const recorded = recordLog();
  await loadOnDevice(engine, 'n.onnx', 'auto', 2, recorded.log);
  const sawNoGpu = recorded.infos.some((line) => /webgpu is not used: .* no GPU/.test(line));
  expect(sawNoGpu).toBe(!tried.includes('webgpu'));
});

test('a device that was asked for and cannot be had is an error', async () => {
  const { engine, tried } = engineWith({ webgpu: 'no adapter' });
  const loading = loadOnDevice(engine, 'n.onnx', 'webgpu', 2, recordLog().log);
  await expect(loading).rejects.toThrow(DeviceError);
  await expect(loading).rejects.toThrow(/"webgpu" cannot be used here: no adapter/);
  expect(tried).toEqual(['webgpu']);
});

test('a network that the CPU refuses is a ModelError', async () => {
  const { engine } = engineWith({ cpu: 'invalid graph' });
  const loading = loadOnDevice(engine, 'n.onnx', 'cpu', 2, recordLog().log);
  await expect(loading).rejects.toThrow(ModelError);
  await expect(loading).rejects.toThrow(/refuses the network: invalid graph/);
});

test('a network that does not fit into memory is a ResourceError', async () => {
  const { engine } = engineWith({ cpu: 'std::bad_alloc' });
  const loading = loadOnDevice(engine, 'n.onnx', 'cpu', 2, recordLog().log);
  await expect(loading).rejects.toThrow(ResourceError);
});

test('a device that fails in its first run counts as refused', async () => {
  const { engine } = engineWith({});
  let runs = 0;
  const failing: Engine = {
    ...engine,
    run: async (tile) => {
      runs += 1;
      if (runs === 1) throw new EngineError('shader does not compile');
      return tile;
    },
  };
  const recorded = recordLog();
  const { device } = await loadOnDevice(failing, 'n.onnx', 'auto', 2, recorded.log);
  expect(device).toBe('cpu');
  expect(recorded.infos).toContain('webgpu is not used: shader does not compile');
});
