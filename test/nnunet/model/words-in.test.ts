import { wordsIn } from '../../../src/nnunet/model/words-in.js';

test.each([
  ['HeartBloodPool', ['heart', 'blood', 'pool']],
  ['heart_blood-pool 2', ['heart', 'blood', 'pool', '']],
  ['FDG_AVID_TUMOR', ['fdg', 'avid', 'tumor']],
])('%s', (name, words) => {
  expect(wordsIn(name)).toEqual(words);
});
