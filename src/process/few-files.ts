const codes: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND']);

// Some 200 are open at once while the commands are loaded.
const enough = 256;

/**
 * Whether a module was not found because too few files may be open at once: Node's loader takes a file
 * that it cannot open for one that is not there.
 *
 * @returns how many may be open; null when that is not the reason
 */
export function fewFiles(error: unknown): number | null {
  if (!(error instanceof Error && 'code' in error && codes.has(error.code))) return null;
  const limit = openFilesLimit();
  return limit < enough ? limit : null;
}

function openFilesLimit(): number {
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft?: unknown } };
  };
  const limit = userLimits?.open_files?.soft;
  return typeof limit === 'number' ? limit : Number.POSITIVE_INFINITY;
}
