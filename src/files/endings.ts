/** Endings of the image files that are read. */
export const imageEndings = ['.mha', '.mhd', '.nii', '.nii.gz', '.nrrd', '.nhdr'] as const;

/**
 * Those of images in one file: an .mhd or .nhdr keeps its voxels in another, which no checksum would
 * cover.
 */
export const oneFileEndings = imageEndings.filter((ending) => !/^\.(mhd|nhdr)$/.test(ending));

/**
 * The ending of an image file, as its name has it: `.nii.gz` of `a.nii.gz`, `.MHA` of `a.MHA`.
 *
 * @returns null for a name that ends in none of them
 */
export function endingOf(name: string, endings: readonly string[] = imageEndings): string | null {
  const lower = name.toLowerCase();
  const found = endings.find((ending) => lower.endsWith(ending));
  return found === undefined ? null : name.slice(-found.length);
}

/** A file's name without the ending of an image; the whole name where it has none. */
export function withoutEnding(name: string): string {
  return name.slice(0, name.length - (endingOf(name)?.length ?? 0));
}
