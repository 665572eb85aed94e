/**
 * Renames the weights of nnU-Net v1's Generic_UNet to what those of v2's PlainConvUNet are called, one to one: the blocks of
 * its lowest stage and of its decoder's stages come in two parts, of which the second has the last convolution. Names that are
 * none of its stay.
 */
export function renameV1Weights<T>(stateDict: ReadonlyMap<string, T>): Map<string, T> {
  const names = [...stateDict.keys()].map((name) => name.replace(/^(?:module\.)+/, ''));
  const convolutions = convolutionsPerStage(names);
  return new Map(
    [...stateDict.values()].map((weight, i) => [renamed(names[i]!, convolutions), weight]),
  );
}

/** By the first stage, which is in one part. */
export function convolutionsPerStage(names: Iterable<string>): number {
  let last = 0;
  for (const name of names) {
    const index = /^(?:module\.)*conv_blocks_context\.0\.blocks\.(\d+)\./.exec(name)?.[1];
    last = Math.max(last, Number(index ?? 0));
  }
  return last + 1;
}

function renamed(name: string, convolutions: number): string {
  const inOrder = (part: string | undefined, block: string): number =>
    part === '1' ? convolutions - 1 + Number(block) : Number(block);
  return name
    .replace(
      /^conv_blocks_context\.(\d+)\.(?:([01])\.)?blocks\.(\d+)\./,
      (_, stage: string, part: string | undefined, block: string) =>
        `encoder.stages.${stage}.0.convs.${inOrder(part, block)}.`,
    )
    .replace(
      /^conv_blocks_localization\.(\d+)\.([01])\.blocks\.(\d+)\./,
      (_, stage: string, part: string, block: string) =>
        `decoder.stages.${stage}.convs.${inOrder(part, block)}.`,
    )
    .replace(/^tu\.(\d+)\./, 'decoder.transpconvs.$1.')
    .replace(/^seg_outputs\.(\d+)\./, 'decoder.seg_layers.$1.')
    .replace(/\.instnorm\./, '.norm.');
}
