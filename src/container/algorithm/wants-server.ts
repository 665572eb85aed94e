/** Whether the container is to serve study after study (`invoke`), or to take one and end (`exec`). */
export function wantsServer({
  AUTOPET_API_METHOD: ours,
  // The platform's own word; it is often not passed on to the container's process.
  GRAND_CHALLENGE_COMPONENT_API_METHOD: theirs,
}: NodeJS.ProcessEnv): boolean {
  return (ours || theirs) === 'invoke';
}
