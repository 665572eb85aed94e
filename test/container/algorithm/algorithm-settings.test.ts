import { readAlgorithmSettings } from '../../../src/container/algorithm/algorithm-settings.js';
import { wantsServer } from '../../../src/container/algorithm/wants-server.js';
import { exitCodeOf } from '../../../src/process/exit-codes.js';

test('defaults, also for variables that are empty', () => {
  const defaults = {
    input: '/input',
    output: '/output',
    model: null,
    timeLimit: null,
    precision: null,
    suvThreshold: null,
    outputSocket: null,
    dataCentric: null,
    host: '127.0.0.1',
    port: 4743,
  };
  expect(readAlgorithmSettings({})).toEqual(defaults);
  expect(readAlgorithmSettings({ AUTOPET_MODEL: '', AUTOPET_TIME_LIMIT: '' })).toEqual(defaults);
});

test('what is set is taken', () => {
  const settings = readAlgorithmSettings({
    AUTOPET_TIME_LIMIT: '900',
    AUTOPET_PRECISION: 'float32',
    AUTOPET_SUV_THRESHOLD: '41%',
    AUTOPET_OUTPUT_SOCKET: 'tumor-lesion-segmentation',
    AUTOPET_DATA_CENTRIC: 'false',
  });
  expect(settings).toMatchObject({
    timeLimit: 900,
    precision: 'float32',
    suvThreshold: '41%',
    outputSocket: 'tumor-lesion-segmentation',
    dataCentric: false,
  });
});

test("the platform's own word for the method counts, ours goes before it", () => {
  const theirs = { GRAND_CHALLENGE_COMPONENT_API_METHOD: 'invoke' };
  expect(wantsServer({})).toBe(false);
  expect(wantsServer({ AUTOPET_API_METHOD: 'invoke' })).toBe(true);
  expect(wantsServer({ ...theirs, AUTOPET_API_METHOD: '' })).toBe(true);
  expect(wantsServer({ ...theirs, AUTOPET_API_METHOD: 'exec' })).toBe(false);
  expect(wantsServer({ GRAND_CHALLENGE_COMPONENT_API_METHOD: 'else' })).toBe(false);
});

test.each([
  ['AUTOPET_TIME_LIMIT', '0'],
  ['AUTOPET_TIME_LIMIT', 'soon'],
  ['AUTOPET_PRECISION', 'int8'],
  ['AUTOPET_SUV_THRESHOLD', '141%'],
  ['AUTOPET_OUTPUT_SOCKET', '../elsewhere'],
  ['AUTOPET_OUTPUT_SOCKET', 'a/b'],
  ['AUTOPET_DATA_CENTRIC', 'maybe'],
  ['AUTOPET_API_METHOD', 'serve'],
  ['AUTOPET_PORT', '99999'],
])('%s=%s is refused by name', (name, value) => {
  const read = () => readAlgorithmSettings({ [name]: value });
  expect(read).toThrow(`${name} is "${value}": `);
  let code: number | null = null;
  try {
    read();
  } catch (error) {
    code = exitCodeOf(error);
  }
  expect(code).toBe(2);
});
