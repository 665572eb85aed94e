import { InputError } from '../../errors.js';
import { readJson } from '../../files/read-json.js';
import type { Log } from '../../log.js';
import type { Clicks } from './clicks.js';
import { clicksSchema, parseClicks } from './parse-clicks.js';

/**
 * Reads a file of clicks and warns of what is odd in it.
 *
 * @throws InputError when there is no such file, or it holds no clicks in either form
 */
export async function readClicks(path: string, log: Log): Promise<Clicks> {
  const file = await readJson(path, clicksSchema, {
    Refused: InputError,
    expected: 'a file of clicks',
    advice: 'docs/clicks.md shows both forms.',
  });
  const { clicks, remarks } = parseClicks(file);
  for (const remark of remarks) log.warn({ clicks: path }, `${path}: ${remark}`);
  return clicks;
}
