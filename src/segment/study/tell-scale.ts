import type { Log } from '../../log.js';
import { unitNames } from '../../suv/pet-unit.js';
import type { SuvScale } from '../../suv/suv-scale.js';
import { describeNumber as n } from './describe-number.js';

/** Says in one line how a PET was turned into SUV; nothing of one that was left as it is. */
export function tellScale({ unit, factor, administration, from }: SuvScale, log: Log): void {
  if (unit === 'suv' || administration === null) return;
  const { weightKg, doseMbq, nuclide, uptakeSeconds } = administration;
  const uptake =
    uptakeSeconds === null ? '' : `, injected ${n(uptakeSeconds / 60)} min before the scan`;
  const usual = from.nuclide === 'usual' ? ', which is taken for granted' : '';
  log.info(
    { unit, factor, ...administration, from },
    `the PET is in ${unitNames[unit]} and is turned into SUV: times ${Number(factor.toPrecision(5))} (${n(weightKg)} kg, ${n(doseMbq)} MBq of ${nuclide}${usual}${uptake})`,
  );
}
