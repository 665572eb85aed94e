/** What a second output is called that tells where organs are. */
export const organsOutput = 'organs';

/** A network's outputs without `organs`, and that alone. */
export function splitOutputs<Output extends { readonly name: string }>(
  outputs: readonly Output[],
): [answers: Output[], organs: Output[]] {
  const isOrgans = ({ name }: Output, place: number): boolean => place > 0 && name === organsOutput;
  return [
    outputs.filter((output, place) => !isOrgans(output, place)),
    outputs.filter((output, place) => isOrgans(output, place)),
  ];
}
