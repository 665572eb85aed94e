import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recogniseModel } from '../../src/nnunet/known/recognise-model.js';
import { loadModel } from '../../src/nnunet/model/load-model.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { compareKit } from './support/compare-kit.js';

const kits = fileURLToPath(new URL('./replicas/', import.meta.url));
const published = fileURLToPath(new URL('../../../shared/data/plans/', import.meta.url));
const root = temporaryFolder();

/** What make_replicas.py and make_v1_replicas.py leave. */
interface KitJson {
  readonly folder: string;
  readonly published?: { readonly plans: string | null; readonly dataset: string | null };
  readonly configuration: string;
  readonly smaller: { readonly patch_size: number[]; readonly features_per_stage: number[] };
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

/** A copy with the plans of the model's repository, of which patch and features are made smaller; null where these are not there. */
function withPlans(name: string, index: number): string | null {
  const kit = join(kits, name);
  const { folder, published: paths, ...rest } = readJson<KitJson>(join(kit, 'kit.json'));
  const files = Object.entries(paths ?? {}).filter(([, path]) => path !== null);
  if (files.some(([, path]) => !existsSync(join(published, path!)))) return null;
  // A name that does not tell what it is.
  const copy = join(root, `kit-${index}`);
  cpSync(kit, copy, { recursive: true });
  for (const [what, path] of files) {
    const content = readJson(join(published, path!));
    const made = what === 'plans' ? madeSmaller(content as PlansJson, rest) : content;
    writeFileSync(join(copy, 'model', folder, `${what}.json`), JSON.stringify(made));
  }
  return copy;
}

type PlansJson = { configurations: Record<string, Record<string, unknown>> };

function madeSmaller(
  { configurations, ...plans }: PlansJson,
  { configuration, smaller }: Pick<KitJson, 'configuration' | 'smaller'>,
): PlansJson {
  const { patch_size, features_per_stage } = smaller;
  const whole = configurations['3d_fullres']!;
  const { architecture } = whole as { architecture?: { arch_kwargs: object } };
  const network =
    architecture === undefined
      ? {
          UNet_base_num_features: features_per_stage[0],
          unet_max_num_features: features_per_stage[0],
        }
      : {
          architecture: {
            ...architecture,
            arch_kwargs: { ...architecture.arch_kwargs, features_per_stage },
          },
        };
  return {
    ...plans,
    configurations: {
      [configuration]: { inherits_from: '3d_fullres', batch_size: 3 },
      ...configurations,
      '3d_fullres': { ...whole, patch_size, ...network },
    },
  };
}

describe('stand-ins of public models agree with nnU-Net', () => {
  for (const [index, name] of readdirSync(kits).entries()) {
    const kit = withPlans(name, index);
    if (kit === null) {
      test.skip(`${name}: skipped: no shared data`, () => undefined);
      continue;
    }
    test(name, async () => {
      const agreement = await compareKit(kit, root);
      expect(agreement.otherLabel).toBeLessThanOrEqual(1e-4);
      expect(agreement.lowestDice).toBeGreaterThanOrEqual(0.9995);
      expect(agreement.exactProbability!.max).toBeLessThanOrEqual(4e-5);
      const model = await loadModel(join(kit, 'model'));
      // Of these two nothing in the folder tells.
      const known = ['nih-fdg', 'astarakee'].includes(name) ? null : name;
      expect(recogniseModel(model)?.id ?? null).toBe(known);
    });
  }
});
