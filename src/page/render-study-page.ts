import { createHash } from 'node:crypto';
import type { Geometry, Vec3 } from '../image/volume.js';
import { worldToIndex } from '../image/world.js';
import { firstPicture } from './first-picture.js';
import { html, type Markup, raw } from './html.js';
import { pack } from './pack.js';
import type { Fact, PageContent } from './page-content.js';
import { pageGrid } from './page-grid.js';
import { pageHead } from './page-head.js';
import { highestSuv, lowestHu, pageVoxels } from './page-voxels.js';
import { mipAngles, rotatingMip } from './rotating-mip.js';
import { stylesheet } from './stylesheet.js';
import { viewerScript } from './viewer-script.js';

const verdicts = {
  ok: 'Input looks right',
  warn: 'Input has warnings',
  refuse: 'Input was refused, and taken all the same',
} as const;

/**
 * Puts a study on one page of HTML that needs no other file and no network, and is not allowed to ask for any: a rotating
 * projection, slices of PET and CT, and what was measured.
 *
 * @returns the same text for the same content
 */
export function renderStudyPage(content: PageContent): string {
  const grid = pageGrid(content.images.pet);
  const voxels = pageVoxels(content.images, grid);
  const mip = rotatingMip(voxels, grid.size);
  const at = firstPlace(content, grid);
  const first = firstPicture(voxels, mip, grid.size, at);
  const meta = {
    size: grid.size,
    at,
    spacing: grid.spacing[0],
    origin: grid.origin,
    highestSuv,
    lowestHu,
    angles: mipAngles,
    mip: [mip.width, mip.height],
    spheres: content.spheres,
    lesions: content.lesions.map(({ number, centre }) => ({ number, centre })),
  };
  const script = raw(viewerScript);
  const hash = createHash('sha256').update(viewerScript).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
  return html`${pageHead(content.title, policy, stylesheet)}
<body data-state="loading">
<main>
${header(content)}
${viewer(voxels.ct !== null)}
${table(content)}
${facts('Reference regions', content.references)}
${facts('How this was made', content.provenance)}
<p class="note">Made by software, for research; not a diagnosis. Numbers are those of the report; the pictures are coarser.</p>
</main>
<script type="application/json" id="meta">${raw(JSON.stringify(meta).replaceAll('<', '\\u003c'))}</script>
${data('first-pet', first.pet)}
${first.ct && data('first-ct', first.ct)}
${data('first-labels', first.labels)}
${data('first-mip-pet', first.mipPet)}
${data('first-mip-labels', first.mipLabels)}
<script>${script}</script>
${data('pet', voxels.pet)}
${voxels.ct && data('ct', voxels.ct)}
${data('labels', voxels.labels)}
${data('mip-pet', mip.pet)}
${data('mip-labels', mip.labels)}
</body>
</html>
`.text;
}

/** Of the first lesion, else the middle: where the page begins. */
function firstPlace({ lesions }: PageContent, grid: Geometry): Vec3 {
  const index = lesions[0] && worldToIndex(grid, lesions[0].centre);
  const place = grid.size.map((n, axis) =>
    index === undefined ? n >> 1 : Math.min(n - 1, Math.max(0, Math.round(index[axis as 0]))),
  );
  return place as unknown as Vec3;
}

function data(id: string, bytes: Uint8Array | Uint16Array): Markup {
  return html`<script type="application/octet-stream" id="${id}">${raw(pack(bytes))}</script>`;
}

function header({ title, verdict, totals }: PageContent): Markup {
  return html`<header>
<h1>${title}</h1>
<p class="verdict ${verdict.word}"><strong>${verdicts[verdict.word]}</strong></p>
${verdict.findings.length > 0 && html`<ul class="findings">${verdict.findings.map((line) => html`<li>${line}</li>`)}</ul>`}
<dl class="tiles">${totals.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</header>`;
}

function viewer(hasCt: boolean): Markup {
  const view = (id: string, name: string): Markup => html`<figure class="view ${id}">
<canvas id="${id}" tabindex="0" role="img" aria-label="${name}"></canvas><figcaption>${name}</figcaption></figure>`;
  return html`<section aria-label="Images" class="viewer">
<div class="controls">
<label>PET window, SUV 0 to <input type="range" id="upper" min="2" max="30" step="1" value="10"><output id="upper-value">10</output></label>
${
  hasCt &&
  html`<label>CT window <select id="window"><option value="400,40">soft tissue</option><option value="1500,-600">lung</option><option value="1800,400">bone</option></select></label>
<label>PET over CT <input type="range" id="fusion" min="0" max="100" value="55"></label>`
}
<label><input type="checkbox" id="outlines" checked> outline lesions</label>
<label>turn <input type="range" id="angle" min="0" max="35" value="0"></label>
<button type="button" id="play" aria-pressed="false">rotate</button>
</div>
<div class="views">
${view('mip', 'Maximum intensity projection')}
<div class="slices">
${view('axial', 'Axial slice')}
${view('coronal', 'Coronal slice')}
${view('sagittal', 'Sagittal slice')}
</div>
</div>
<p class="where"><output id="where" aria-live="polite"></output></p>
<p class="note keys">Click or drag to move the cross; wheel, or arrow keys, to go through slices; n and p for the next and previous lesion; space to rotate.
The patient's right is on the left.</p>
</section>`;
}

function table({ headings, lesions }: PageContent): Markup {
  if (lesions.length === 0)
    return html`<section><h2>Lesions</h2><p>No lesion was found.</p></section>`;
  return html`<section class="lesions"><h2>Lesions</h2><div class="scroll"><table>
<thead><tr><th scope="col">No.</th>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${lesions.map(
    ({
      number,
      cells,
    }) => html`<tr data-lesion="${number}"><th scope="row"><button type="button" aria-label="Show lesion ${number}">${number}</button></th>${cells.map(
      (cell) => html`<td>${cell}</td>`,
    )}</tr>
`,
  )}</tbody>
</table></div></section>`;
}

function facts(heading: string, list: readonly Fact[]): Markup | null {
  if (list.length === 0) return null;
  return html`<section><h2>${heading}</h2><dl class="facts">${list.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl></section>`;
}
