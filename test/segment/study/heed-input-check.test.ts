import { InputError } from '../../../src/errors.js';
import { heedInputCheck } from '../../../src/segment/study/heed-input-check.js';
import type { Finding, Severity } from '../../../src/segment/study/input-check.js';
import { recordLog } from '../../support/record-log.js';

const finding = (severity: Severity): Finding => ({
  code: 'pet-scale',
  image: 'PET',
  severity,
  measured: 'values run from 0 to 5000',
  expected: 'SUV in g/ml',
  advice: 'Convert it.',
});
const line = 'The PET: values run from 0 to 5000. Expected SUV in g/ml. Convert it.';

test('notes are for the report alone', () => {
  const recorded = recordLog();
  heedInputCheck({ verdict: 'ok', findings: [finding('note')] }, false, recorded.log);
  expect(recorded).toMatchObject({ infos: [], warnings: [] });
});

test('a warning is told, and the study goes on', () => {
  const recorded = recordLog();
  heedInputCheck({ verdict: 'warn', findings: [finding('warn')] }, false, recorded.log);
  expect(recorded.warnings).toEqual([`${line} The mask may be wrong.`]);
});

test('what is refused says how to go on all the same', () => {
  const refused = { verdict: 'refuse', findings: [finding('warn'), finding('refuse')] } as const;
  const heed = (): void => heedInputCheck(refused, false, recordLog().log);
  expect(heed).toThrow(InputError);
  expect(heed).toThrow(`${line} No mask was made; --accept-input makes one all the same.`);
});

test('what is refused and accepted is told as a warning', () => {
  const recorded = recordLog();
  heedInputCheck({ verdict: 'refuse', findings: [finding('refuse')] }, true, recorded.log);
  expect(recorded.warnings).toEqual([`${line} The mask may be wrong.`]);
});
