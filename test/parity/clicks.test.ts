import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readVolume } from '../../src/image/read/read-volume.js';
import { loadModel, type Model } from '../../src/nnunet/model/load-model.js';
import { clicksOnImage } from '../../src/segment/clicks/clicks.js';
import { clicksSchema, parseClicks } from '../../src/segment/clicks/parse-clicks.js';
import { preprocess } from '../../src/segment/preprocess/preprocess.js';
import { segment } from '../../src/segment/segment.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const kits = fileURLToPath(new URL('./click-kits/', import.meta.url));
const root = temporaryFolder();
const sets = ['none', 'one', 'seven', 'fifty'];

/** The channels of clicks that the network sees, tumour then background. */
async function channelsOf(kit: string, model: Model, set: string): Promise<number[]> {
  const read = (name: string) => readVolume(join(kit, name));
  const [pet, ct] = [await read('pet.mha'), await read('ct.mha')];
  const file = JSON.parse(readFileSync(join(kit, set, 'clicks.json'), 'utf8'));
  const { clicks } = clicksOnImage(parseClicks(clicksSchema.parse(file)).clicks, pet.size);
  const { channels } = await preprocess([ct, pet], {
    ...{ model, earlierMask: null, threads: 1 },
    clickInput: { clicks, previous: null },
  });
  return [...channels[2]!, ...channels[3]!];
}

describe.each(readdirSync(kits))('clicks as nnU-Net sees them: %s', (name) => {
  const kit = join(kits, name);
  const output = join(root, `${name}.mha`);
  const probabilities = join(root, `${name}_prob.mha`);

  test('channels', async () => {
    const model = await loadModel(join(kit, 'model'));
    for (const set of sets) {
      const found = await channelsOf(kit, model, set);
      const expected = (await readVolume(join(kit, set, 'channels.mha'))).data;
      expect(found).toHaveLength(expected.length);
      const errors = found.map((value, i) => {
        return Math.abs(value - expected[i]!) / Math.max(1, Math.abs(expected[i]!));
      });
      expect(Math.max(...errors)).toBeLessThanOrEqual(1e-5);
    }
  });

  // One after the other: what is found is shown to the next, by a model that looks at it.
  test.each(sets)('the mask after clicks: %s', async (set) => {
    const result = await segment({
      ...{ pet: join(kit, 'pet.mha'), ct: join(kit, 'ct.mha'), output, probabilities },
      ...{ model: join(kit, 'model'), device: 'cpu', precision: 'float32', tta: 'full' },
      ...{ clicks: join(kit, set, 'clicks.json'), state: [join(root, 'state')] },
    });
    expect(result.clicks?.previous).toBe(name === 'cones' && set !== 'none' ? 'mask' : null);
    const found = (await readVolume(output)).data;
    const wanted = (await readVolume(join(kit, set, 'expected.mha'))).data;
    const others = found.filter((label, i) => label !== wanted[i]).length;
    expect(others).toBeLessThanOrEqual(1e-4 * wanted.length);
    const probability = (await readVolume(probabilities)).data;
    const exact = (await readVolume(join(kit, set, 'exact_prob.mha'))).data;
    const errors = Array.from(exact, (value, i) => Math.abs(value - probability[i]!));
    // The file is rounded to 1e-5.
    expect(Math.max(...errors)).toBeLessThanOrEqual(4e-5);
  });
});
