import { cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelError } from '../../../src/errors.js';
import { loadModel } from '../../../src/nnunet/model/load-model.js';
import { makeModel, suvOver4 } from '../../support/make-model.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const kits = fileURLToPath(new URL('../../parity/kits/', import.meta.url));
let made = 0;

/** A copy of the kit with folds 0, 2, 10 and all, and the checkpoint of its second fold. */
function kit(): { readonly folder: string; readonly second: string } {
  const folder = join(root, String(made++));
  cpSync(join(kits, 'folds', 'model'), folder, { recursive: true });
  return { folder, second: join(folder, 'fold_2', 'checkpoint_final.pth') };
}

async function refusal(folder: string): Promise<string> {
  const error: unknown = await loadModel(folder).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelError);
  return (error as ModelError).message;
}

test('a second fold that was cut short is told when the model is loaded', async () => {
  const { folder, second } = kit();
  truncateSync(second, readFileSync(second).length - 100);
  expect(await refusal(folder)).toMatch(
    /fold_2\/checkpoint_final\.pth cannot be used: .*truncated/,
  );
});

test('a byte of its weights that has changed is told too', async () => {
  const { folder, second } = kit();
  const bytes = readFileSync(second);
  // Most of the file is weights.
  bytes[Math.floor(bytes.length / 2)]! ^= 0x80;
  writeFileSync(second, bytes);
  expect(await refusal(folder)).toMatch(/fold_2\/checkpoint_final\.pth cannot be used: .*damaged/);
});

test('a second fold of another network does not fit the plans', async () => {
  const { folder, second } = kit();
  cpSync(join(kits, 'three-classes', 'model', 'fold_0', 'checkpoint_final.pth'), second);
  expect(await refusal(folder)).toMatch(
    /fold_2\/checkpoint_final\.pth: The checkpoint does not fit the plans/,
  );
});

test('checkpoints without checksums are taken, with a warning', async () => {
  const { folder, second } = kit();
  const bytes = readFileSync(second);
  const header = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = bytes.indexOf(header); at >= 0; at = bytes.indexOf(header, at + 1)) {
    bytes.writeUInt32LE(0, at + 16);
  }
  writeFileSync(second, bytes);
  const { log, warnings } = recordLog();
  await loadModel(folder, { log });
  expect(warnings).toEqual([
    'no checksums were written into the checkpoint of fold 2: damage to the weights cannot be seen',
  ]);
});

describe('ONNX files', () => {
  test('a second one that was cut short, anywhere, is told when the model is loaded', async () => {
    const folder = await makeModel(join(root, String(made++)), {
      folds: { 0: suvOver4, 1: suvOver4 },
    });
    const path = join(folder, 'fold_1', 'checkpoint_final.onnx');
    const whole = readFileSync(path);
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      expect(await refusal(folder)).toMatch(
        /fold_1\/checkpoint_final\.onnx is no ONNX model, or is truncated/,
      );
    }
    writeFileSync(path, 'no ONNX');
    expect(await refusal(folder)).toMatch(/is no ONNX model/);
  });

  test('of different channels are not averaged', async () => {
    const twoHeads = {
      ...suvOver4,
      weights: [
        [0, 0],
        [0, 1],
      ],
      bias: [0, -4],
    };
    const folder = await makeModel(join(root, String(made++)), {
      folds: { 0: suvOver4, 3: twoHeads },
    });
    expect(await refusal(folder)).toMatch(
      /folds differ in output: \[1,1,8,8,8\] in fold 0, \[1,2,8,8,8\] in fold 3/,
    );
  });
});

test('the sum of a fold that model.json lists is taken from there', async () => {
  const folder = await makeModel(join(root, String(made++)));
  const { folds } = await loadModel(folder);
  const sum = await folds[0]!.sha256();
  const sums = { sha256: { 'fold_0/checkpoint_final.onnx': sum.toUpperCase() } };
  writeFileSync(join(folder, 'model.json'), JSON.stringify(sums));
  const listed = await loadModel(folder);
  // Were the file read again, it would have another sum.
  writeFileSync(join(folder, 'fold_0', 'checkpoint_final.onnx'), '');
  expect(await listed.folds[0]!.sha256()).toBe(sum);
});

test.each(['../plans.json', '/etc/passwd', 'fold_0/../../x', '..\\x'])(
  'model.json cannot have %s summed',
  async (name) => {
    const modelJson = { sha256: { [name]: '0'.repeat(64) } };
    const folder = await makeModel(join(root, String(made++)), { modelJson });
    expect(await refusal(folder)).toMatch(/lists the sum of ".*", which is not in the folder/);
  },
);

test.each(['LPX', 'LP', 'LPSA', 'lps', 'LLS', ''])(
  'orientation "%s" is told',
  async (orientation) => {
    const folder = await makeModel(join(root, String(made++)), { modelJson: { orientation } });
    expect(await refusal(folder)).toMatch(
      /model\.json is not .*: orientation: expected one letter each/,
    );
  },
);

test.each(['__proto__', 'constructor', 'toString'])(
  '%s is no channel and no configuration',
  async (name) => {
    const channel_names = `{"0": "CT", "1": "${name}"}`;
    const folder = await makeModel(join(root, String(made++)));
    writeFileSync(
      join(folder, 'dataset.json'),
      `{"channel_names": ${channel_names}, "labels": {"background": 0, "lesion": 1}}`,
    );
    expect(await refusal(folder)).toMatch(/calls a channel ".*" .*, which does not tell/);
    const inheriting = await makeModel(join(root, String(made++)), {
      plans: {
        ...{ transpose_forward: [0, 1, 2], transpose_backward: [0, 1, 2] },
        configurations: { mine: { inherits_from: name } },
      },
    });
    expect(await refusal(inheriting)).toMatch(/inherits from ".*", which does not exist/);
  },
);

test('a label called __proto__ is refused instead of being lost', async () => {
  const folder = await makeModel(join(root, String(made++)));
  writeFileSync(
    join(folder, 'dataset.json'),
    '{"channel_names": {"0": "CT", "1": "PET"}, "labels": {"background": 0, "lesion": 1, "__proto__": 2}}',
  );
  expect(await refusal(folder)).toMatch(/dataset\.json is not JSON \(it has a key "__proto__"/);
});
