import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { ResourceError } from '../../../src/errors.js';
import type { ItkAnswer, PlainImage } from '../../../src/image/itk/itk-worker.js';
import { runItk } from '../../../src/image/itk/run-itk.js';

const image: PlainImage = {
  components: 1,
  size: [1, 1, 1],
  spacing: [1, 1, 1],
  origin: [0, 0, 0],
  direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  data: new Uint8Array(1),
};

/** Starts threads that give these answers, whichever is asked. */
function scriptedThreads(...answers: ItkAnswer[]) {
  const count = { started: 0, ended: 0 };
  const start = (): Worker => {
    count.started += 1;
    const thread = new EventEmitter();
    const postMessage = () => setImmediate(() => thread.emit('message', answers.shift()));
    const terminate = async () => {
      count.ended += 1;
    };
    const inert = { ref: () => undefined, unref: () => undefined };
    return Object.assign(thread, inert, { postMessage, terminate }) as unknown as Worker;
  };
  return { count, start };
}

test('a thread that has refused an image reads the next; one without memory is ended', async () => {
  const { count, start } = scriptedThreads(
    { said: 'not a MetaImage', message: 'ITK gave no reason' },
    { image },
    { said: '', message: 'memory allocation failed' },
    { image },
  );
  const read = () => runItk({ file: new Uint8Array(), ending: 'mha' }, start);
  await expect(read()).rejects.toThrow('not a MetaImage');
  expect(await read()).toBe(image);
  expect(count).toEqual({ started: 1, ended: 0 });
  await expect(read()).rejects.toThrow(ResourceError);
  expect(count).toEqual({ started: 1, ended: 1 });
  expect(await read()).toBe(image);
  expect(count).toEqual({ started: 2, ended: 1 });
});
