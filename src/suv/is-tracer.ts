// What FDG is called in headers and on forms, punctuation left out.
const fdgNames = /fdg|deoxyglucose|desoxyglucose/;

/**
 * Whether a tracer's name means a given one: `FDG` is also `18F-Fluorodeoxyglucose` and `Fludeoxyglucose (18F)`; of any
 * other the name has to hold the given one, so that `PSMA` is also `[68Ga]Ga-PSMA-11`.
 */
export function isTracer(name: string, wanted: string): boolean {
  const [said, meant] = [name, wanted].map((text) => text.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return meant === 'fdg' ? fdgNames.test(said!) : said!.includes(meant!);
}
