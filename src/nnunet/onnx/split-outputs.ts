/** A network's outputs without `organs`, and that alone: the second output of a network that also tells where organs are. */
export function splitOutputs<Output extends { readonly name: string }>(
  outputs: readonly Output[],
): [answers: Output[], organs: Output[]] {
  const isOrgans = ({ name }: Output, place: number): boolean => place > 0 && name === 'organs';
  return [
    outputs.filter((output, place) => !isOrgans(output, place)),
    outputs.filter((output, place) => isOrgans(output, place)),
  ];
}
