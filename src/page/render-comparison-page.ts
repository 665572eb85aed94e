import type { Geometry, Vec3 } from '../image/volume.js';
import { encodePng } from '../picture/encode-png.js';
import { greyOf } from '../picture/grey-of.js';
import type { ComparisonContent, ComparisonRow } from './comparison-content.js';
import { html, type Markup } from './html.js';
import type { Fact } from './page-content.js';
import { pageGrid } from './page-grid.js';
import { pageHead } from './page-head.js';
import { highestSuv, pageVoxels } from './page-voxels.js';
import { stylesheet } from './stylesheet.js';

const gapMm = 60;
const topMm = 24;
const markMm = 9;

/**
 * Puts two studies side by side on one page of HTML that needs no other file, no network and no script: both projections from the
 * front, each lesion joined with what became of it, and the table. A click on a lesion's fate in the table, or on the lesion in the pictures,
 * marks it in both.
 *
 * @returns the same text for the same content
 */
export function renderComparisonPage(content: ComparisonContent): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  const chosen = content.rows.map((_, i) => `#r${i}:target ~ main .g${i}`).join(', ');
  const lines = content.rows.map((_, i) => `#r${i}:target ~ main .t${i} > *`).join(', ');
  const marks = `${chosen || 'g.none'} { --width: 4; opacity: 1; } ${lines || 'tr.none'} { background: #dcebfa; } `;
  return html`${pageHead(content.title, policy, stylesheet + ownStyle + marks)}
<body data-state="ready">
${content.rows.map((_, i) => html`<a id="r${i}"></a>`)}
<main>
<header><h1>${content.title}</h1>
<dl class="tiles">${content.totals.map(tile)}</dl>
${content.notes.map((note) => html`<p class="note">${note}</p>`)}</header>
<section class="viewer" aria-label="Images">${pictures(content)}
<p class="note">Seen from the front: the patient's right is on the left. SUV 0 to 10. A broken circle is where a lesion of the other study would lie.</p></section>
${table(content)}
<section><h2>How this was made</h2><dl class="facts">${content.provenance.map(tile)}</dl></section>
<p class="note">Made by software, for research; not a diagnosis. Numbers are those of the report; the pictures are coarser.</p>
</main>
</body>
</html>
`.text;
}

const colours: Readonly<Record<string, string>> = {
  new: '#b3261e',
  grown: '#d55e00',
  stable: '#5f6b76',
  shrunk: '#0072b2',
  gone: '#009e73',
  merged: '#9a4f86',
  split: '#9a4f86',
  'not-compared': '#8a7500',
};

const ownStyle = `
svg.pair { display: block; width: 100%; max-height: 86vh; background: #fff; }
svg.pair text { font: bold 13px system-ui, sans-serif; }
svg.pair g.lesion { --width: 1.6; opacity: 0.9; }
svg.pair g.lesion line, svg.pair g.lesion circle { fill: none; stroke: currentColor; stroke-width: var(--width); }
svg.pair g.lesion text { fill: currentColor; }
svg.pair g.lesion circle { pointer-events: all; }
svg.pair a:focus-visible g.lesion { --width: 4; }
td .dot { display: inline-block; width: 0.8em; height: 0.8em; margin-right: 6px; border-radius: 50%; background: currentColor; }
td a { color: inherit; }
`;

function tile([name, value]: Fact): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

interface Panel {
  readonly grid: Geometry;
  readonly png: string;
  /** Of its left edge, and how far the patient lies higher; mm. */
  readonly left: number;
  readonly higher: number;
}

function pictures(content: ComparisonContent): Markup {
  const before = panelOf(content.baseline, 0, 0);
  const wide = before.grid.size[0] * before.grid.spacing[0];
  const after = panelOf(content.followup, wide + gapMm, content.higherMm);
  const head = Math.max(headOf(before), headOf(after));
  const foot = Math.min(footOf(before), footOf(after));
  const width = wide + gapMm + after.grid.size[0] * after.grid.spacing[0];
  const height = head - foot + topMm;
  const image = (panel: Panel, name: string): Markup => {
    const [nx, , nz] = panel.grid.size;
    const [sx, , sz] = panel.grid.spacing;
    return html`<image x="${panel.left}" y="${(topMm + head - headOf(panel)).toFixed(1)}" width="${nx * sx}" height="${nz * sz}" preserveAspectRatio="none" href="data:image/png;base64,${panel.png}"/>
<text x="${panel.left + 4}" y="15">${name}</text><text x="${panel.left + 2}" y="${height / 2}">R</text><text x="${panel.left + nx * sx - 12}" y="${height / 2}">L</text>`;
  };
  const at = (panel: Panel, place: Vec3): readonly [number, number] => [
    panel.left + place[0] - panel.grid.origin[0] + panel.grid.spacing[0] / 2,
    topMm + head - (place[2] - panel.higher),
  ];
  const lesion = (row: ComparisonRow, i: number): Markup => {
    const [from, to] = [at(before, row.places.baseline), at(after, row.places.followup)];
    const broken = (isThere: boolean) => html`stroke-dasharray="${isThere ? 'none' : '3 3'}"`;
    const both = row.isIn.baseline && row.isIn.followup;
    const mark = ([x, y]: readonly [number, number], isThere: boolean, name: string): Markup =>
      html`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${markMm}" ${broken(isThere)}/><text x="${(x + markMm + 2).toFixed(1)}" y="${(y - markMm).toFixed(1)}">${name}</text>`;
    return html`<a href="#r${i}"><g class="lesion g${i}" style="color: ${colours[row.fate] ?? '#000'}"><title>${row.fate}: ${row.names.baseline || 'none'} before, ${row.names.followup || 'none'} after</title>
<line x1="${(from[0] + markMm).toFixed(1)}" y1="${from[1].toFixed(1)}" x2="${(to[0] - markMm).toFixed(1)}" y2="${to[1].toFixed(1)}" ${broken(both)}/>
${mark(from, row.isIn.baseline, row.names.baseline)}${mark(to, row.isIn.followup, row.names.followup)}</g></a>`;
  };
  return html`<svg class="pair" viewBox="0 0 ${width.toFixed(0)} ${height.toFixed(0)}" role="img" aria-label="Both studies from the front, lesions joined">
${image(before, 'Baseline')}
${image(after, 'Follow-up')}
${content.rows.map(lesion)}
</svg>`;
}

function headOf({ grid, higher }: Panel): number {
  return grid.origin[2] + (grid.size[2] - 0.5) * grid.spacing[2] - higher;
}

function footOf({ grid, higher }: Panel): number {
  return grid.origin[2] - 0.5 * grid.spacing[2] - higher;
}

const tint = [230, 97, 1] as const;

/** The highest uptake from front to back, lesions tinted. */
function panelOf(images: ComparisonContent['baseline'], left: number, higher: number): Panel {
  const grid = pageGrid(images.pet);
  const voxels = pageVoxels({ ...images, ct: null }, grid);
  const [nx, ny, nz] = grid.size;
  const data = new Uint8Array(3 * nx * nz);
  for (let v = 0, o = 0; v < nz; v++) {
    for (let x = 0; x < nx; x++, o += 3) {
      let best = ((nz - 1 - v) * ny + 0) * nx + x;
      for (let y = 1; y < ny; y++) {
        const at = ((nz - 1 - v) * ny + y) * nx + x;
        if (voxels.pet[at]! > voxels.pet[best]!) best = at;
      }
      const grey = greyOf((voxels.pet[best]! / 255) ** 2 * highestSuv);
      const isLesion = voxels.labels[best] !== 0;
      for (const [i, part] of tint.entries()) {
        data[o + i] = isLesion ? 0.35 * grey + 0.65 * part : grey;
      }
    }
  }
  const png = Buffer.from(encodePng({ width: nx, height: nz, data })).toString('base64');
  return { grid, png, left, higher };
}

function table({ headings, rows }: ComparisonContent): Markup {
  if (rows.length === 0) {
    return html`<section><h2>Lesions</h2><p>Neither study has a lesion.</p></section>`;
  }
  return html`<section class="lesions"><h2>Lesions</h2><div class="scroll"><table>
<thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${rows.map(
    (
      row,
      i,
    ) => html`<tr class="t${i}"><td style="color: ${colours[row.fate] ?? '#000'}"><span class="dot"></span><a href="#r${i}">${row.fate}</a></td>${row.cells.map(
      (cell) => html`<td>${cell}</td>`,
    )}</tr>
`,
  )}</tbody>
</table></div></section>`;
}
