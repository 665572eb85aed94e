import { html, type Markup } from '../../../page/html.js';
import type { Evaluation } from '../../result/evaluation.js';

/** Says loudly which cases have no prediction, and which predictions belong to no case. */
export function unpairedCases({ cases, results }: Evaluation): Markup {
  const { missing, extra, total } = cases;
  const noted = results.filter(({ notes }) => notes.length > 0);
  return html`${
    missing.length > 0 &&
    html`<section class="alert missing" aria-labelledby="missing"><h2 id="missing">${missing.length} of ${total} cases without a prediction</h2>
<p>Each was scored as the worst mask there is, all but the lesions: Dice 0, every lesion missed, the rest of the image false positive. The averages include them.</p>
${nameList(missing)}</section>`
  }${
    extra.length > 0 &&
    html`<section class="alert extra" aria-labelledby="extra"><h2 id="extra">${extra.length} prediction${extra.length !== 1 && 's'} without a reference</h2>
<p>Not scored. Is a reference missing, or a file misnamed?</p>
${nameList(extra)}</section>`
  }${
    noted.length > 0 &&
    html`<section class="alert" aria-labelledby="notes"><h2 id="notes">Notes</h2>
<ul>${noted.map(({ case: name, notes }) => html`<li><bdi>${name}</bdi>: ${notes.join('; ')}</li>`)}</ul></section>`
  }`;
}

function nameList(names: readonly string[]): Markup {
  return html`<ul class="names">${names.map((name) => html`<li><bdi>${name}</bdi></li>`)}</ul>`;
}
