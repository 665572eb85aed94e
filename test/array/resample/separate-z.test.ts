import { readFileSync } from 'node:fs';
import type { GridSpacing } from '../../../src/array/grid.js';
import { separateZAxis } from '../../../src/array/resample/separate-z.js';

/** Made by make_references.py: nnU-Net's answers for every pair of spacings, forced or not. */
const { spacings, answers } = JSON.parse(
  readFileSync(new URL('./fixtures/decisions.json', import.meta.url), 'utf8'),
) as { spacings: GridSpacing[]; answers: (number | null)[] };

test('separateZAxis decides as nnU-Net does', () => {
  const questions = [null, true, false].flatMap((forceSeparateZ) =>
    spacings.flatMap((currentSpacing) =>
      spacings.map((newSpacing) => ({ forceSeparateZ, currentSpacing, newSpacing })),
    ),
  );
  expect(questions).toHaveLength(300);
  expect(questions.map((question) => ({ ...question, axis: separateZAxis(question) }))).toEqual(
    questions.map((question, i) => ({ ...question, axis: answers[i] })),
  );
});
