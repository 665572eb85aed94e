import { copyFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { endingOf, oneFileEndings } from '../files/endings.js';
import { makeFolder } from '../files/make-folder.js';
import type { Answerer } from './answer.js';

/** A container in server mode, and the folders of this machine that it has as input and output. */
export interface Server {
  /** Such as `http://127.0.0.1:4743`. */
  readonly url: string;
  readonly input: string;
  readonly output: string;
}

const done = z.object({ files: z.array(z.string()).min(1) });

/** Answers with a container in server mode; files have another name at each call, as on the platform. */
export function callServer({ url, input, output }: Server): Answerer {
  let calls = 0;
  return {
    answer: async (question) => {
      calls += 1;
      const placed = [
        await place(question.pet, input, 'pet', calls),
        ...(question.ct === null ? [] : [await place(question.ct, input, 'ct', calls)]),
      ];
      try {
        await copyFile(question.clicks, join(input, 'lesion-clicks.json'));
        const { files } = done.parse(JSON.parse(await post(new URL('/invoke', url))));
        // As the container calls it, from its output folder on.
        const mask = files.find((file) => file.includes('/images/')) ?? files[0]!;
        const below = mask.slice(mask.lastIndexOf('/images/') + 1);
        await copyFile(join(output, below), question.output);
      } finally {
        for (const path of placed) await rm(path, { force: true });
      }
    },
    close: async () => undefined,
  };
}

async function place(file: string, input: string, kind: string, call: number): Promise<string> {
  const folder = join(input, 'images', kind);
  await makeFolder(folder);
  const path = join(folder, `call-${call}-${kind}${endingOf(file, oneFileEndings)}`);
  await copyFile(file, path);
  return path;
}

/** A study may take longer than `fetch` would wait. */
function post(url: URL): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST' }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        if (response.statusCode === 201) resolve(text);
        else {
          reject(new InputError(`${url} answered ${response.statusCode}: ${text.trim()}`));
        }
      });
    });
    call.on('error', (cause) => {
      reject(
        new InputError(
          `${url} does not answer (${cause.message}). Start the container with AUTOPET_API_METHOD=invoke and its port published.`,
          { cause },
        ),
      );
    });
    call.end();
  });
}
