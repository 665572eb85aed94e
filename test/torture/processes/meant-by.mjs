// What a study's files mean, as a mask.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePlain } from '../images/write-image.mjs';
import { maskAt } from './outputs.mjs';

/** The mask of what a study's files mean, written plainly; `{ refused }` where it is refused. */
export async function meantBy(study, folder, segmenter, options = {}) {
  const plain = Object.fromEntries(
    ['pet', 'ct'].map((role) => {
      const path = join(folder, `plain-${role}.mha`);
      writeFileSync(path, writePlain(study[role].truth));
      return [role, path];
    }),
  );
  const output = join(folder, 'plain-mask.mha');
  try {
    await segmenter.segment({ ...plain, output, tta: 'full', ...options });
  } catch (error) {
    return { refused: error.message };
  }
  return { voxels: maskAt(output).voxels };
}
