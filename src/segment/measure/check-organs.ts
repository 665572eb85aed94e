import { OptionError } from '../../errors.js';
import type { Complete } from '../options/segment-options.js';
import type { MeasureOptions } from './measure-options.js';

/** @throws OptionError for names of organs without a map of them */
export function checkOrgans({
  organs,
  organNames,
}: Pick<Complete<MeasureOptions>, 'organs' | 'organNames'>): void {
  if (organs !== null || organNames === null) return;
  throw new OptionError('organNames', 'names labels of an organ map, and none is given (organs).');
}
