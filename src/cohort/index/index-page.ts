import { createHash } from 'node:crypto';
import { type Content, html, type Markup, raw } from '../../page/html.js';
import { pageHead } from '../../page/page-head.js';
import { type IndexEntry, leastCertainty } from './index-entry.js';

const style = `:root { --line: #d5dce4; --blue: #0b5cad; }
body { margin: 20px; color: #1d2733; font: 14px/1.45 system-ui, sans-serif; }
h1 { margin: 0 0 4px; font-size: 20px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 10px; border: 1px solid var(--line); text-align: left; }
thead th { position: sticky; top: 0; background: #eef2f6; }
th button { padding: 0; border: 0; background: none; color: var(--blue); font: inherit; cursor: pointer; }
th[aria-sort=ascending] button::after { content: ' ▲'; }
th[aria-sort=descending] button::after { content: ' ▼'; }
td.number { text-align: right; }
tbody td:nth-child(3) { min-width: 10em; overflow-wrap: anywhere; }
td.picture { min-width: 90px; padding: 2px; text-align: center; }
img { display: block; height: 110px; margin: 0 auto; }
tr.failed, tr.refuse .verdict { color: #8c1d04; background: #fdeae4; }
tr.warn .verdict { color: #6b4500; background: #fdf2d8; }
@media print { thead th { position: static; } tr { break-inside: avoid; } }`;

// A click on a heading sorts by it, those with no value last; a second click turns the order round.
const script = `'use strict';
const headings = [...document.querySelectorAll('thead th')];
const body = document.querySelector('tbody');
function sortBy(heading) {
  const column = headings.indexOf(heading);
  const isText = heading.dataset.first === 'text';
  const up = heading.ariaSort ? heading.ariaSort === 'descending' : heading.dataset.first !== 'most';
  for (const other of headings) other.ariaSort = null;
  heading.ariaSort = up ? 'ascending' : 'descending';
  const valueOf = (row) => row.cells[column]?.textContent ?? '';
  const rows = [...body.rows].map((row) => ({ row, value: isText ? valueOf(row) : parseFloat(valueOf(row)) }));
  const none = ({ value }) => value === '' || Number.isNaN(value);
  const compare = (a, b) => (isText ? a.value.localeCompare(b.value) : a.value - b.value);
  rows.sort((a, b) => none(a) - none(b) || (none(a) ? 0 : compare(a, b) * (up ? 1 : -1)));
  body.append(...rows.map(({ row }) => row));
}
for (const heading of headings) heading.querySelector('button')?.addEventListener('click', () => sortBy(heading));
`;

const scriptHash = createHash('sha256').update(script).digest('base64');
const policy = `default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'`;

/** What a heading's first click puts first. */
const headings: readonly (readonly [name: string, first: 'least' | 'most' | 'text' | null])[] = [
  ['No.', 'least'],
  ['Picture', null],
  ['Study', 'text'],
  ['Input', 'text'],
  ['Lesions', 'most'],
  ['TMTV, ml', 'most'],
  ['SUVmax', 'most'],
  ['Least certainty', 'least'],
];

/** The beginning of an index of so many studies, up to its first row. */
export function indexHead(studies: number): string {
  return html`${pageHead(`autopet: ${studies} studies`, policy, style)}
<body>
<h1>${studies} studies</h1>
<p>First what failed, was refused or warned of, then by the network's certainty of the least certain lesion (not calibrated). A click on a heading sorts: by TMTV,
say, the most first, and with another click the least.</p>
<table>
<thead><tr>${headings.map(([name, first]) => (first === null ? html`<th scope="col">${name}</th>` : html`<th scope="col" data-first="${first}"><button type="button">${name}</button></th>`))}</tr></thead>
<tbody>
`.text;
}

/** The row of one study. */
export function indexRow(number: number, entry: IndexEntry): string {
  const { study, error, report } = entry;
  if (report === null)
    return html`<tr class="failed">${numeric(String(number))}<td class="picture"></td><td>${study}</td><td colspan="5">failed: ${error}</td></tr>
`.text;
  const { input_check: check, lesions } = report;
  const codes = check.findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ code }) => code);
  const cells = [
    html`<td class="picture">${linked(entry, picture(entry))}</td>`,
    html`<td>${linked(entry, study)}</td>`,
    html`<td class="verdict">${[check.verdict, ...codes].join(' ')}</td>`,
    numeric(String(lesions.count)),
    numeric(lesions.tmtv_ml.toFixed(1)),
    numeric(lesions.suv_max?.toFixed(1) ?? ''),
    numeric(lesions.count === 0 ? '' : leastCertainty(report).toFixed(2)),
  ];
  return html`<tr class="${check.verdict}">${numeric(String(number))}${cells}</tr>
`.text;
}

/** What follows the last row. */
export const indexFoot = html`</tbody>
</table>
<p>Made by software, for research; not a diagnosis.</p>
<script>${raw(script)}</script>
</body>
</html>
`.text;

function numeric(value: string): Markup {
  return html`<td class="number">${value}</td>`;
}

/** Loaded when it comes into view, so that a thousand do no harm. */
function picture({ thumbnail, study }: IndexEntry): Markup | null {
  return thumbnail === null
    ? null
    : html`<img loading="lazy" src="${addressOf(thumbnail)}" alt="Projections of ${study}">`;
}

function linked({ page }: IndexEntry, content: Content): Content {
  return page === null ? content : html`<a href="${addressOf(page)}">${content}</a>`;
}

function addressOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
