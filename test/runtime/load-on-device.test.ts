import { DeviceError, ModelError, ResourceError } from '../../src/errors.js';
import { exitCodeOf } from '../../src/process/exit-codes.js';
import type { Device, DeviceChoice } from '../../src/runtime/device.js';
import { EngineError } from '../../src/runtime/engine-error.js';
import { loadOnDevice, type Target } from '../../src/runtime/load-on-device.js';
import type { NetworkForm } from '../../src/runtime/network-source.js';
import { autoPrecision } from '../../src/runtime/precision.js';
import type { PoolOptions, SessionPool } from '../../src/runtime/session-pool.js';
import { withFakeTime } from '../support/fake-time.js';
import { recordLog } from '../support/record-log.js';

const share = { threads: 2, sessions: 1 };
const file = { network: async () => 'n.onnx' };
const on = (device: DeviceChoice) => ({ device, precision: 'auto' }) as const;

/** A pool on which some devices fail when a network is loaded. */
function poolWith(failures: Partial<Record<Device, string>>): {
  pool: SessionPool;
  tried: Device[];
} {
  const tried: Device[] = [];
  const pool: SessionPool = {
    load: async (_, { device }) => {
      tried.push(device);
      const failure = failures[device];
      if (failure !== undefined) throw new EngineError(failure);
      return { input: [1, 1, 2], output: [1, 1, 2] };
    },
    run: async (tile) => tile,
    death: null,
    close: async () => undefined,
  };
  return { pool, tried };
}

/** Keeps the options of each load, and refuses so many sessions or more. */
function poolOfFew(tooMany: number, failure: string) {
  const { pool } = poolWith({});
  const loads: PoolOptions[] = [];
  const few: SessionPool = {
    ...pool,
    load: async (network, options) => {
      loads.push(options);
      if ((options.sessions ?? 1) >= tooMany) throw new EngineError(failure);
      return pool.load(network, options);
    },
  };
  return { pool: few, loads };
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
  const { pool, tried } = poolWith({ webgpu: 'no adapter' });
  const recorded = recordLog();
  const { device } = await loadOnDevice(pool, file, on('auto'), share, recorded.log);
  expect(device).toBe('cpu');
  expect(tried).toEqual(['webgpu', 'cpu']);
  expect(recorded.infos).toEqual([
    expect.stringMatching(/^cuda is not used: the CUDA provider library .* not installed/),
    'webgpu is not used: no adapter',
  ]);
});

test('auto takes the first device that works', async () => {
  const { pool } = poolWith({});
  const { device } = await loadOnDevice(pool, file, on('auto'), share, recordLog().log);
  expect(device).toBe('webgpu');
});

test('without a GPU auto does not even try WebGPU', async () => {
  delete process.env.VK_ICD_FILENAMES;
  delete process.env.VK_DRIVER_FILES;
  const { pool, tried } = poolWith({});
  const recorded = recordLog();
  await loadOnDevice(pool, file, on('auto'), share, recorded.log);
  const sawNoGpu = recorded.infos.some((line) => /webgpu is not used: .* no GPU/.test(line));
  expect(sawNoGpu).toBe(!tried.includes('webgpu'));
});

test('a device that was asked for and cannot be had is an error', async () => {
  const { pool, tried } = poolWith({ webgpu: 'no adapter' });
  const loading = loadOnDevice(pool, file, on('webgpu'), share, recordLog().log);
  await expect(loading).rejects.toThrow(DeviceError);
  await expect(loading).rejects.toThrow(/"webgpu" cannot be used here: no adapter/);
  expect(tried).toEqual(['webgpu']);
});

test('a network that the CPU refuses is a ModelError', async () => {
  const { pool } = poolWith({ cpu: 'invalid graph' });
  const loading = loadOnDevice(pool, file, on('cpu'), share, recordLog().log);
  await expect(loading).rejects.toThrow(ModelError);
  await expect(loading).rejects.toThrow(/refuses the network: invalid graph/);
});

test('a network that does not fit into memory is a ResourceError', async () => {
  const { pool } = poolWith({ cpu: 'std::bad_alloc' });
  const loading = loadOnDevice(pool, file, on('cpu'), share, recordLog().log);
  await expect(loading).rejects.toThrow(ResourceError);
});

test('a device that fails in its first run counts as refused', async () => {
  const { pool } = poolWith({});
  let runs = 0;
  const failing: SessionPool = {
    ...pool,
    run: async (tile) => {
      runs += 1;
      if (runs === 1) throw new EngineError('shader does not compile');
      return tile;
    },
  };
  const recorded = recordLog();
  const { device } = await loadOnDevice(failing, file, on('auto'), share, recorded.log);
  expect(device).toBe('cpu');
  expect(recorded.infos).toContain('webgpu is not used: shader does not compile');
});

test.each([
  ['webgpu', [4], 5],
  ['cpu', [], 2],
] as const)(
  '%s is tried with an empty tile if it is a GPU, as part of loading',
  async (device, sizes, seconds) => {
    const tried: number[] = [];
    const found = await withFakeTime((time) => {
      const pool: SessionPool = {
        load: async () => {
          await time.take(2);
          return { input: [1, 2, 2], output: [1, 2, 2] };
        },
        run: async (tile) => {
          tried.push(tile.length);
          await time.take(3);
          return tile;
        },
        death: null,
        close: async () => undefined,
      };
      return loadOnDevice(pool, file, on(device), { threads: 2, sessions: 2 }, recordLog().log);
    });
    expect(tried).toEqual(sizes);
    expect(found.secondsToLoad).toBe(seconds);
  },
);

describe('precision', () => {
  /** Networks that tell their form; float16 is refused on some devices. */
  function load(target: Target, refusal?: Error) {
    const tried: string[] = [];
    const { pool } = poolWith({});
    const told = recordLog();
    const byForm = {
      network: async ({ device, precision }: NetworkForm) => {
        tried.push(`${precision} on ${device}`);
        if (precision === 'float16' && refusal !== undefined) throw refusal;
        return 'n.onnx';
      },
    };
    const found = loadOnDevice(pool, byForm, target, share, told.log, () => null);
    return { found, tried, told };
  }

  test.each([
    ['cuda', 'auto', 'float16'],
    ['cuda', 'float32', 'float32'],
    ['cpu', 'auto', 'float32'],
    ['cpu', 'float16', 'float16'],
  ] as const)('on %s, asked for %s, is %s', async (device, precision, expected) => {
    const { found, tried } = load({ device, precision });
    expect((await found).precision).toBe(expected);
    expect(tried).toEqual([`${expected} on ${device}`]);
  });

  test('auto is float16 on CUDA alone', () => {
    expect(autoPrecision).toEqual({ cuda: 'float16', webgpu: 'float32', cpu: 'float32' });
  });

  test.each([
    ['onnxruntime', new EngineError('no float16')],
    ['the model', new ModelError('weights elsewhere')],
  ])('auto goes on in float32 where %s refuses float16, and says why', async (_, refusal) => {
    const { found, tried, told } = load({ device: 'cuda', precision: 'auto' }, refusal);
    expect(await found).toMatchObject({ device: 'cuda', precision: 'float32' });
    expect(tried).toEqual(['float16 on cuda', 'float32 on cuda']);
    expect(told.infos).toEqual([`float16 is not used on cuda: ${refusal.message}`]);
  });

  test('a full GPU has no room for float32 either', async () => {
    const full = new EngineError('CUDA failure 2: out of memory');
    const { found, tried } = load({ device: 'auto', precision: 'auto' }, full);
    expect(await found).toMatchObject({ device: 'webgpu', precision: 'float32' });
    expect(tried).toEqual(['float16 on cuda', 'float32 on webgpu']);
  });

  test('float16 that was asked for is not given up', async () => {
    const refusal = new EngineError('no float16');
    const { found, tried } = load({ device: 'cuda', precision: 'float16' }, refusal);
    await expect(found).rejects.toThrow(DeviceError);
    expect(tried).toEqual(['float16 on cuda']);
  });
});

test('a GPU that was asked for and is full ends with exit code 4', async () => {
  const { pool } = poolWith({ webgpu: 'CUDA failure 2: out of memory' });
  const loading = loadOnDevice(pool, file, on('webgpu'), share, recordLog().log);
  await expect(loading).rejects.toThrow(/memory of the device "webgpu".* Use --device auto/);
  expect(exitCodeOf(await loading.catch((error: unknown) => error))).toBe(4);
});

describe('several sessions', () => {
  const five = { threads: 5, sessions: 2 };

  test('share the threads', async () => {
    const { pool, loads } = poolOfFew(9, '');
    const found = await loadOnDevice(pool, file, on('cpu'), five, recordLog().log);
    expect(loads).toEqual([{ device: 'cpu', threads: 2, sessions: 2 }]);
    expect(found.sessions).toBe(2);
  });

  test('give way to one with all threads when memory runs out', async () => {
    const { pool, loads } = poolOfFew(2, 'std::bad_alloc');
    const recorded = recordLog();
    const found = await loadOnDevice(pool, file, on('cpu'), five, recorded.log);
    expect(loads.slice(1)).toEqual([{ device: 'cpu', threads: 5, sessions: 1 }]);
    expect(found.sessions).toBe(1);
    expect(recorded.warnings).toEqual([
      'There is no memory for 2 sessions side by side; one takes all threads',
    ]);
  });

  test('are not tried again when one has no memory either', async () => {
    const { pool, loads } = poolOfFew(1, 'std::bad_alloc');
    const loading = loadOnDevice(pool, file, on('cpu'), five, recordLog().log);
    await expect(loading).rejects.toThrow(ResourceError);
    expect(loads).toHaveLength(2);
  });

  test('do not give way for another reason', async () => {
    const { pool, loads } = poolOfFew(2, 'invalid graph');
    const loading = loadOnDevice(pool, file, on('cpu'), five, recordLog().log);
    await expect(loading).rejects.toThrow(ModelError);
    expect(loads).toHaveLength(1);
  });

  test('are for the CPU alone', async () => {
    const { pool, loads } = poolOfFew(9, '');
    const found = await loadOnDevice(pool, file, on('webgpu'), five, recordLog().log);
    expect(loads).toEqual([{ device: 'webgpu', threads: 5, sessions: 1 }]);
    expect(found.sessions).toBe(1);
  });
});
