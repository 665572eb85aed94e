import { basename, relative, sep } from 'node:path';
import { byCodePoint } from '../../files/by-code-point.js';
import { imagesIn } from '../../files/images-in.js';
import { walkFolders } from '../../files/walk-folders.js';
import { isNoName } from './same-case.js';

/** An image of a folder of cases. */
export interface CaseImage {
  readonly path: string;
  /** No other image of the folder has it. */
  readonly name: string;
  /** What it might be called as well; others may too. */
  readonly otherNames: readonly string[];
}

/**
 * The images of a folder by name, or, where it holds none itself, those of the folders in it, at any depth and
 * through links. Such an image is called by its own name, where all have names of their own; by that of its folder, where each
 * has a folder of its own; else by both.
 *
 * @returns images in the order of their names
 * @throws InputError as {@link imagesIn}
 */
export async function caseImages(folder: string): Promise<readonly CaseImage[]> {
  const own = await imagesIn(folder);
  const found =
    own.size > 0
      ? [...own].map(([name, path]) => ({ path, name, otherNames: [] }))
      : named(await nestedImages(folder));
  return found.sort((a, b) => byCodePoint(a.name, b.name));
}

interface NestedImage {
  readonly path: string;
  /** Of the file, without ending. */
  readonly own: string;
  /** Way to its folder. */
  readonly folder: string;
}

function named(images: readonly NestedImage[]): CaseImage[] {
  const areNames = isDistinct(images.map(({ own }) => own.toLowerCase()));
  const areAlone = isDistinct(images.map(({ folder }) => folder));
  return images.map(({ path, own, folder }) => {
    if (areNames && !images.some((image) => isNoName(image.own)))
      return { path, name: own, otherNames: [] };
    const otherNames = isNoName(own) ? [basename(folder)] : [own, basename(folder)];
    return areAlone
      ? { path, name: folder, otherNames }
      : { path, name: `${folder}/${own}`, otherNames };
  });
}

function isDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

async function nestedImages(root: string): Promise<NestedImage[]> {
  const found: NestedImage[] = [];
  const [, ...inside] = await walkFolders(root, { skipsHidden: true });
  for (const { path: folder } of inside) {
    const way = relative(root, folder).split(sep).join('/').normalize();
    for (const [own, path] of await imagesIn(folder)) found.push({ path, own, folder: way });
  }
  return found;
}
