import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../support/temporary-folder.js';
import { compareKit } from './support/compare-kit.js';

const kits = fileURLToPath(new URL('./kits-v1/', import.meta.url));
const output = temporaryFolder();

describe('parity with nnU-Net 1.7.1, feature by feature', () => {
  test.each(readdirSync(kits))('%s', async (kit) => {
    const agreement = await compareKit(`${kits}${kit}`, output);
    expect(agreement.otherLabel).toBeLessThanOrEqual(1e-4);
    if (agreement.otherVoxels > 1) expect(agreement.lowestDice).toBeGreaterThanOrEqual(0.9995);
    // nnU-Net v1 sums in float32: little is left but the file's rounding to 1e-5.
    expect(agreement.exactProbability!.max).toBeLessThanOrEqual(4e-5);
  });
});
