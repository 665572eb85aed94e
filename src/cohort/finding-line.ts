import type { Finding } from './finished-report.js';

/** The columns of `lesions.csv`: lesion count, TMTV (ml), TLG (g), SUVmax (g/ml), or why there are none. */
export const findingColumns = ['study', 'lesions', 'tmtv_ml', 'tlg', 'suv_max', 'error'] as const;

/** A study's line in `lesions.csv`. */
export function findingLine(
  study: string,
  report: Pick<Finding, 'lesions'> | null,
  error: string | undefined,
): Readonly<Record<(typeof findingColumns)[number], unknown>> {
  const lesions = report?.lesions;
  return {
    study,
    lesions: lesions?.count,
    tmtv_ml: lesions?.tmtv_ml,
    tlg: lesions?.tlg,
    suv_max: lesions?.suv_max,
    error,
  };
}
