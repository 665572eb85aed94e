import { findNuclide } from '../../suv/find-nuclide.js';
import { isTracer } from '../../suv/is-tracer.js';
import { parsePetUnit, unitNames } from '../../suv/pet-unit.js';
import { describeNumber as n } from './describe-number.js';
import type { Finding, ModelDemands } from './input-check.js';
import type { OpenStudy } from './open-study.js';

/**
 * Tells what is odd in what is said of a PET, by the user or a sidecar, whatever its voxels are like: its
 * unit, the time that the tracer had, and the tracer.
 */
export function checkFacts(study: OpenStudy, demands: ModelDemands): Finding[] {
  return [...checkUnit(study, demands), ...checkUptakeTime(study), ...checkTracer(study, demands)];
}

function checkUnit({ facts, scale, scaleLack }: OpenStudy, demands: ModelDemands): Finding[] {
  const finding = (severity: Finding['severity'], rest: Words): Finding[] => [
    { code: 'pet-unit', image: 'PET', severity, ...rest },
  ];
  if (scaleLack !== null) {
    return finding(demands.pet ? 'refuse' : 'warn', {
      measured: scaleLack.replace(/\.$/, ''),
      expected: 'what turns it into SUV: weight, injected activity, times of injection and scan',
      advice:
        'Give it with --weight, --dose, --injection-time and --scan-time, or say --pet-unit suv if the voxels are SUV already.',
    });
  }
  if (facts === null || facts.unit === null) return [];
  const told = parsePetUnit(facts.unit);
  if (scale.from.unit === 'option') {
    if (told === scale.unit) return [];
    return finding('note', {
      measured: `${facts.source} says that its unit is ${facts.unit}, but it was said to be ${unitNames[scale.unit]}`,
      expected: 'one unit',
      advice: 'Correct the sidecar.',
    });
  }
  if (told !== null) return [];
  return finding('warn', {
    measured: `${facts.source} says that its unit is ${facts.unit}; it is taken as SUV`,
    expected: 'Bq/mL, kBq/mL, or g/mL for SUV',
    advice: 'Say with --pet-unit what it is.',
  });
}

type Words = Pick<Finding, 'measured' | 'expected' | 'advice'>;

// Tracers take their time; what was injected when the scan began tells nothing of tumours.
const leastUptake = 20 * 60;
const mostHalfLives = 2;

function checkUptakeTime({ scale: { administration } }: OpenStudy): Finding[] {
  const uptake = administration?.uptakeSeconds ?? null;
  if (uptake === null) return [];
  const most = mostHalfLives * administration!.halfLifeSeconds;
  // The shortest-lived ones are scanned at once.
  const least = most > 2 * 3600 ? leastUptake : 0;
  if (uptake >= least && uptake <= most) return [];
  return [
    {
      code: 'pet-uptake-time',
      image: 'PET',
      severity: 'warn',
      measured: `from injection to scan are ${n(uptake / 60)} min`,
      expected: `${n(least / 60)} to ${n(most / 60)} min with ${administration!.nuclide}`,
      advice: 'If one of the times is wrong, so is every SUV.',
    },
  ];
}

function checkTracer({ facts }: OpenStudy, { tracers }: ModelDemands): Finding[] {
  if (facts === null || tracers.length === 0) return [];
  const { source, tracer, nuclide } = facts;
  const isOther = tracer !== null && !tracers.some((known) => isTracer(tracer, known));
  // There is FDG with F-18 alone.
  const isNeverFdg = nuclide !== null && findNuclide(nuclide)?.name !== 'F-18';
  if (!isOther && !(isNeverFdg && tracers.every((known) => isTracer(known, 'FDG')))) return [];
  const said = [tracer, nuclide].filter((each) => each !== null).join(', ');
  return [
    {
      code: 'pet-tracer',
      image: 'PET',
      severity: 'warn',
      measured: `${source} says that its tracer is ${said}`,
      expected: `${tracers.join(' or ')}, with which the model was trained`,
      advice: 'Another tracer shows other organs and other tumours: take a model for it.',
    },
  ];
}
