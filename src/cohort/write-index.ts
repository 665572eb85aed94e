import { basename, join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { readJson } from '../files/read-json.js';
import { writeFileWhole } from '../files/write-file-whole.js';
import { html, type Markup } from '../page/html.js';
import type { Turn } from './take-study.js';
import type { Outcome } from './write-tables.js';

/** What an index tells of a study that was segmented, out of its report. */
const reportSchema = z.looseObject({
  input_check: z.looseObject({
    verdict: z.enum(['ok', 'warn', 'refuse']),
    findings: z.array(z.looseObject({ code: z.string(), severity: z.string() })),
  }),
  lesions: z.looseObject({
    count: z.number(),
    tmtv_ml: z.number(),
    suv_max: z.number().nullable(),
    table: z.array(z.looseObject({ certainty: z.number().nullable() })),
  }),
});

interface Entry {
  readonly study: string;
  /** A file beside the index; null for a study that failed. */
  readonly page: string | null;
  readonly error: string | null;
  readonly report: z.output<typeof reportSchema> | null;
}

/** Where {@link writeIndex} writes. */
export function indexPath(folder: string): string {
  return join(folder, 'index.html');
}

/**
 * Writes a page that leads to the pages of studies, those first that somebody should look at: what failed, what was taken although it
 * was refused, what was warned of, then by the certainty of the least certain lesion.
 *
 * @param turns of the outcomes, in the same order
 * @throws InputError when a report is gone; ResourceError, UsageError when it cannot be written
 */
export async function writeIndex(
  folder: string,
  turns: readonly Turn[],
  outcomes: readonly Outcome[],
): Promise<void> {
  const rules = { Refused: InputError, expected: 'a report of autopet segment' };
  const entries = await Promise.all(
    outcomes.map(async ({ study, error }, i): Promise<Entry> => {
      const { page, report } = turns[i]!.places;
      if (error !== null) return { study, page: null, error: error.message, report: null };
      const told = await readJson(report, reportSchema, rules);
      return { study, page: page && basename(page), error: null, report: told };
    }),
  );
  const ordered = [...entries].sort((a, b) => urgency(a) - urgency(b) || leastOf(a) - leastOf(b));
  await writeFileWhole(indexPath(folder), render(ordered));
}

function urgency({ error, report }: Entry): number {
  if (error !== null || report === null) return 0;
  return { refuse: 1, warn: 2, ok: 3 }[report.input_check.verdict];
}

/** Certainty of the least certain lesion; studies without lesions come last. */
function leastOf({ report }: Entry): number {
  const certainties = report?.lesions.table.map(({ certainty }) => certainty ?? 1) ?? [];
  return certainties.length === 0 ? 2 : Math.min(...certainties);
}

const style = `body { margin: 20px; color: #1d2733; font: 14px/1.45 system-ui, sans-serif; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 10px; border: 1px solid #d5dce4; text-align: left; }
thead th { background: #eef2f6; }
td.number { text-align: right; }`;

function render(entries: readonly Entry[]): string {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>autopet: ${entries.length} studies</title>
<style>${style}</style>
</head>
<body>
<h1>${entries.length} studies</h1>
<p>First what failed, was refused or warned of, then by the network's certainty of the least certain lesion (not calibrated).</p>
<table>
<thead><tr><th>Study</th><th>Input</th><th>Lesions</th><th>TMTV, ml</th><th>SUVmax</th><th>Least certainty</th></tr></thead>
<tbody>${entries.map(row)}</tbody>
</table>
</body>
</html>
`.text;
}

function row(entry: Entry): Markup {
  const { study, page, error, report } = entry;
  if (report === null) return html`<tr><td>${study}</td><td colspan="5">failed: ${error}</td></tr>`;
  const { input_check, lesions } = report;
  const codes = input_check.findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ code }) => code);
  const number = (value: string): Markup => html`<td class="number">${value}</td>`;
  return html`<tr><td>${page === null ? study : html`<a href="${encodeURIComponent(page)}">${study}</a>`}</td><td>${[input_check.verdict, ...codes].join(' ')}</td>${number(String(lesions.count))}${number(lesions.tmtv_ml.toFixed(1))}${number(lesions.suv_max?.toFixed(1) ?? '')}${number(lesions.count === 0 ? '' : leastOf(entry).toFixed(2))}</tr>
`;
}
