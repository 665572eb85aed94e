import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModelSettings } from '../../../src/container/algorithm/model-settings.js';
import { ModelError } from '../../../src/errors.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const settingsOf = (modelJson: object) => {
  writeFileSync(join(root, 'model.json'), JSON.stringify(modelJson));
  return readModelSettings(root);
};
const nothing = {
  timeLimit: null,
  precision: null,
  suvThreshold: null,
  outputSocket: null,
  dataCentric: null,
};

test('a model that says nothing leaves all open', async () => {
  expect(await settingsOf({})).toEqual(nothing);
  expect(await settingsOf({ container: { precision: null } })).toEqual(nothing);
});

test('what it says is taken', async () => {
  const container = {
    time_limit: 900,
    precision: 'float32',
    suv_threshold: 'liver',
    output_socket: 'lesions',
    data_centric: true,
  };
  expect(await settingsOf({ container })).toEqual({
    timeLimit: 900,
    precision: 'float32',
    suvThreshold: 'liver',
    outputSocket: 'lesions',
    dataCentric: true,
  });
});

test('a precision that there is not is refused', async () => {
  await expect(settingsOf({ container: { precision: 'int8' } })).rejects.toThrow(ModelError);
});
