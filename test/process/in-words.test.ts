import { Worker } from 'node:worker_threads';
import { InputError, ResourceError } from '../../src/errors.js';
import { inWords } from '../../src/process/in-words.js';

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

/** The error of a thread whose heap is full. */
function threadOutOfMemory(): Promise<unknown> {
  const worker = new Worker('const all = []; for (;;) all.push(Array(1e4).fill(0));', {
    eval: true,
    resourceLimits: { maxOldGenerationSizeMb: 4 },
  });
  return new Promise((resolve) => worker.on('error', resolve));
}

test('want of memory, wherever it shows, is a ResourceError that keeps its cause', async () => {
  const causes = [thrownBy(() => new ArrayBuffer(2 ** 52)), await threadOutOfMemory()];
  for (const cause of causes) {
    const found = inWords(cause);
    expect(found).toBeInstanceOf(ResourceError);
    expect(found).toMatchObject({ cause, message: expect.stringMatching(/^Memory ran out \(/) });
  }
});

test('what is in words already, and faults of autopet, stay as they are', () => {
  const missing = Object.assign(new Error('Cannot find package "x"'), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
  for (const error of [
    new InputError('no'),
    new RangeError('Invalid array length'),
    missing,
    'text',
  ]) {
    expect(inWords(error)).toBe(error);
  }
});
