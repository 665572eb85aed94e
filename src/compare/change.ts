/** A figure before and after. */
export interface Change {
  readonly before: number | null;
  readonly after: number | null;
  /** After less before; null where one is missing. */
  readonly change: number | null;
  /** Of what was before; null where that is 0, or missing. */
  readonly percent: number | null;
}

/** How a figure has changed. */
export function changeOf(before: number | null, after: number | null): Change {
  const change = before === null || after === null ? null : after - before;
  const percent = change === null || !before ? null : (100 * change) / before;
  return { before, after, change, percent };
}
