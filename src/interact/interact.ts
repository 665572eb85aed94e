import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shape } from '../array/grid.js';
import { createRandom, type Random } from '../array/random.js';
import { OptionError } from '../errors.js';
import { evaluateInteractive } from '../evaluate/interactive/evaluate-interactive.js';
import type { InteractiveEvaluation } from '../evaluate/interactive/interactive-evaluation.js';
import { writeInteractive } from '../evaluate/interactive/write-interactive.js';
import { alignTo } from '../evaluate/score/align.js';
import { checkOutputs } from '../files/check-outputs.js';
import { makeFolder } from '../files/make-folder.js';
import { readVolume } from '../image/read/read-volume.js';
import { readMask } from '../lesions/read-mask.js';
import { interruptible } from '../process/interruptible.js';
import { type Clicks, noClicks } from '../segment/clicks/clicks.js';
import { normaliseOptions } from '../segment/options/normalise-options.js';
import type { Answerer } from './answer.js';
import { callServer } from './call-server.js';
import { findCases, type SessionCase } from './find-cases.js';
import { type InteractOptions, interactSchema } from './interact-options.js';
import { openModel } from './open-model.js';
import { allClicksOfIv, clicksOfIv } from './simulate/clicks-of-iv.js';
import { correct } from './simulate/correct.js';
import { scribbleKinds } from './simulate/simulate-scribble.js';
import { writeClicks } from './write-clicks.js';

const usualIterations = { V: 6, IV: clicksOfIv + 1 } as const;

/**
 * Plays the challenge's loop at home: a mask without clicks, then simulated clicks on what is wrong with it, and another
 * mask, for every case of a folder. Masks go to `iteration_0`, `iteration_1` … of the output folder, clicks beside them,
 * and how good they are to metrics.json and report.html there.
 *
 * @throws AutopetError of the kind that fits
 */
export async function interact(given: InteractOptions): Promise<InteractiveEvaluation> {
  const options = normaliseOptions(interactSchema, given);
  const { output, references, edition, log, signal } = options;
  const server = serverOf(options);
  await checkOutputs({ folders: [output], inputs: [options.pet, options.ct, references] });
  return interruptible(signal, async () => {
    const cases = await findCases(options.pet, options.ct, references);
    await makeFolder(output);
    const answerer = server === null ? await openModel(options, output) : callServer(server);
    const iterations = options.iterations ?? usualIterations[edition];
    try {
      for (const [number, each] of cases.entries()) {
        const scribbles =
          options.scribbles === 'mixed' ? scribbleKinds[number % 3]! : options.scribbles;
        const random = createRandom(options.seed, number);
        const next =
          edition === 'IV'
            ? await stepsOfIv(each, random)
            : (clicks: Clicks, mask: Uint8Array, reference: Uint8Array, shape: Shape) =>
                correct(clicks, mask, reference, shape, scribbles, random);
        await play(each, answerer, { output, iterations, next });
        log.info({ case: each.name }, `${each.name}: ${number + 1} of ${cases.length} played`);
      }
    } finally {
      await answerer.close();
      await rm(join(output, 'state'), { recursive: true, force: true });
    }
    const { subsets, subsetColumn } = options;
    const evaluation = await evaluateInteractive({
      ...{ predictions: output, references, subsets, subsetColumn, log, signal },
    });
    const files = { metrics: join(output, 'metrics.json'), report: join(output, 'report.html') };
    await writeInteractive(files, evaluation);
    return evaluation;
  });
}

/** The clicks after those so far. */
type Next = (
  clicks: Clicks,
  mask: Uint8Array,
  reference: Uint8Array,
  shape: Shape,
  iteration: number,
) => Clicks;

interface Game {
  readonly output: string;
  readonly iterations: number;
  readonly next: Next;
}

async function play(
  { name, pet, ct, reference: path }: SessionCase,
  answerer: Answerer,
  { output, iterations, next }: Game,
): Promise<void> {
  let clicks: Clicks = noClicks;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const folder = join(output, `iteration_${iteration}`);
    const told = join(output, 'clicks', `iteration_${iteration}`, `${name}.json`);
    await makeFolder(folder);
    await writeClicks(told, clicks);
    const mask = join(folder, `${name}.mha`);
    await answerer.answer({ pet, ct, clicks: told, output: mask });
    if (iteration === iterations - 1) break;
    const found = await readMask(mask, 'any');
    const reference = alignTo(await readMask(path, 'any'), found, path, mask).volume.data;
    const [x, y, z] = found.size;
    clicks = next(clicks, found.data, reference, [z, y, x], iteration + 1);
  }
}

/** Clicks are made once, and step k takes the first k of each kind. */
async function stepsOfIv({ pet: path, reference }: SessionCase, random: Random): Promise<Next> {
  const pet = await readVolume(path);
  const { data } = alignTo(await readMask(reference, 'any'), pet, reference, path).volume;
  const [x, y, z] = pet.size;
  const { tumour, background } = allClicksOfIv(pet.data, data, [z, y, x], random);
  return (_clicks, _mask, _reference, _shape, step) => ({
    tumour: tumour.slice(0, step),
    background: background.slice(0, step),
  });
}

type Complete = ReturnType<typeof normaliseOptions<ReturnType<(typeof interactSchema)['parse']>>>;

function serverOf({ server, serverInput, serverOutput }: Complete) {
  if (server === null) return null;
  if (serverInput === null || serverOutput === null) {
    throw new OptionError(
      'server',
      "give the container's folders too: --server-input and --server-output.",
    );
  }
  return { url: server, input: serverInput, output: serverOutput };
}
