import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../../../src/errors.js';
import { findEarlierModel } from '../../../src/nnunet/model/find-earlier-model.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();

function folder(...path: string[]): string {
  const made = join(root, ...path);
  mkdirSync(made, { recursive: true });
  return made;
}

describe('findEarlierModel', () => {
  test('finds the sibling of the same trainer and plans', () => {
    const second = folder('results', 'T__P__3d_cascade_fullres');
    const first = folder('results', 'T__P__3d_lowres');
    folder('results', 'U__P__3d_lowres');
    expect(findEarlierModel(second, '3d_lowres')).toBe(first);
  });

  test('finds a folder within the model folder, and prefers it', () => {
    const model = folder('uploaded', 'T__P__3d_cascade_fullres');
    folder('uploaded', 'T__P__3d_lowres');
    const inside = folder('uploaded', 'T__P__3d_cascade_fullres', '3d_lowres');
    expect(findEarlierModel(model, '3d_lowres')).toBe(inside);
  });

  test('says where it looked', () => {
    const alone = folder('alone', 'T__P__3d_cascade_fullres');
    const find = () => findEarlierModel(alone, '3d_lowres');
    expect(find).toThrow(ModelError);
    expect(find).toThrow(`${alone}/3d_lowres, ${join(root, 'alone', 'T__P__3d_lowres')}`);
    const model = folder('model');
    expect(() => findEarlierModel(model, '3d_lowres')).toThrow(
      `Looked for: ${join(model, '3d_lowres')}.`,
    );
  });

  test.each(['..', '../..', 'a/b', 'a\\\\b', '.', ''])('"%s" is no name', (name) => {
    expect(() => findEarlierModel(folder('model'), name)).toThrow(
      /Expected the name of a configuration/,
    );
  });
});
