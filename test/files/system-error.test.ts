import { closeSync, openSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, ModelError, ResourceError, UsageError } from '../../src/errors.js';
import { isSystemError, systemError } from '../../src/files/system-error.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const failure = (code: string) =>
  Object.assign(new Error(`${code}: not today, open 'x'`), { code, syscall: 'open', errno: -1 });

test.each(['ENOSPC', 'EDQUOT', 'EFBIG', 'ENOMEM', 'EMFILE', 'ENFILE', 'EIO'])(
  '%s: the machine has run out, whoever asks',
  (code) => {
    const cause = failure(code);
    for (const Refused of [InputError, ModelError, UsageError]) {
      const error = systemError(cause, '/out/mask.mha', 'written', Refused) as Error;
      expect(error).toBeInstanceOf(ResourceError);
      expect(error.cause).toBe(cause);
      expect(error.message).toContain(`/out/mask.mha cannot be written (${code}): `);
      expect(error.message).toMatch(/: [a-z].+\. [A-Z].+\.$/);
    }
  },
);

test.each([
  'EACCES',
  'EPERM',
  'EROFS',
  'EISDIR',
  'ENOTREG',
  'ENOTDIR',
  'ENAMETOOLONG',
  'ENOENT',
  'EEXIST',
  'ENOTEMPTY',
  'ELOOP',
  'EBUSY',
  'ESOMETHING',
])('%s: the class that was asked for, and what to do', (code) => {
  const cause = failure(code);
  const error = systemError(cause, '/in/pet.mha', 'read', ModelError) as Error;
  expect(error).toBeInstanceOf(ModelError);
  expect(error.cause).toBe(cause);
  expect(error.message).toContain(`/in/pet.mha cannot be read (${code}): `);
  expect(error.message).toMatch(/: .+\. [A-Z].+\.$/);
});

test('what is no system error is given back as it is', () => {
  for (const error of [new InputError('its own'), new TypeError('a fault'), 'text', null]) {
    expect(systemError(error, 'x', 'read', ModelError)).toBe(error);
  }
});

test("Node's own errors are known for what they are", async () => {
  const missing = await readFile(join(folder, 'none')).catch((error: unknown) => error);
  expect(isSystemError(missing)).toBe(true);
  expect(systemError(missing, 'x', 'read', InputError)).toBeInstanceOf(InputError);
  const long = await open(join(folder, 'x'.repeat(300)), 'w').catch((error: unknown) => error);
  expect((systemError(long, 'x', 'written', UsageError) as Error).message).toMatch(/too long/);
  let inFolder: unknown;
  try {
    closeSync(openSync(folder, 'w'));
  } catch (error) {
    inFolder = error;
  }
  expect((systemError(inFolder, 'x', 'written', UsageError) as Error).message).toMatch(/a folder/);
});
