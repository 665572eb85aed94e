import { OptionError } from '../../src/errors.js';
import { findPatient } from '../../src/suv/find-patient.js';
import { noFacts, type PetFacts } from '../../src/suv/pet-facts.js';

const nothing = { weight: null, height: null, sex: null };
const facts: PetFacts = {
  ...noFacts,
  source: 'pet.json',
  weightKg: 70,
  heightCm: 175,
  sex: 'female',
};

test('what is said goes before what is told', () => {
  expect(findPatient(nothing, null)).toEqual({ weightKg: null, heightCm: null, sex: null });
  expect(findPatient(nothing, facts)).toEqual({ weightKg: 70, heightCm: 175, sex: 'female' });
  const said = { weight: 80, height: 180, sex: 'male' } as const;
  expect(findPatient(said, facts)).toEqual({ weightKg: 80, heightCm: 180, sex: 'male' });
});

test('a weight that can be none is not told', () => {
  expect(findPatient(nothing, { ...facts, weightKg: 0 }).weightKg).toBeNull();
});

test('a sex alone is of no use, a height alone is', () => {
  expect(findPatient({ ...nothing, height: 180 }, null).heightCm).toBe(180);
  const sex = { ...nothing, sex: 'male' } as const;
  expect(() => findPatient(sex, null)).toThrow(OptionError);
  expect(() => findPatient(sex, null)).toThrow('height: is missing (cm)');
  expect(() => findPatient({ ...sex, height: 180 }, null)).toThrow('weight: is missing (kg)');
});
