import { html } from '../../page/html.js';
import { pageHead } from '../../page/page-head.js';
import type { Evaluation } from '../result/evaluation.js';
import type { CasePicture } from './pictures/draw-cases.js';
import { orderWorstFirst } from './pictures/order-worst-first.js';
import { casePictures } from './sections/case-pictures.js';
import { caseTable } from './sections/case-table.js';
import { definitions } from './sections/definitions.js';
import { distributions } from './sections/distributions.js';
import { pageHeader } from './sections/page-header.js';
import { provenanceList } from './sections/provenance-list.js';
import { subsetTables } from './sections/subset-tables.js';
import { summary } from './sections/summary.js';
import { unpairedCases } from './sections/unpaired-cases.js';
import { volumeAgreement } from './sections/volume-agreement.js';
import { stylesheet } from './stylesheet.js';

/** A page needs nothing from outside, and is not allowed to ask for it. */
export const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

/**
 * Puts an evaluation on one page of HTML that needs no other file, no network and no script.
 *
 * @param pictures of some cases, by their names
 * @returns the same text for the same evaluation and pictures
 */
export function renderReport(
  evaluation: Evaluation,
  pictures: ReadonlyMap<string, CasePicture>,
): string {
  const worstFirst = orderWorstFirst(evaluation.results);
  const page = html`${pageHead(`autopet evaluation of ${evaluation.cases.total} case(s)`, policy, stylesheet)}
<body>
<main>
${pageHeader(evaluation)}
${unpairedCases(evaluation)}
${summary(evaluation)}
${distributions(evaluation)}
${volumeAgreement(evaluation)}
${subsetTables(evaluation)}
${casePictures(worstFirst, pictures)}
${caseTable(worstFirst)}
${definitions()}
${provenanceList(evaluation)}
</main>
</body>
</html>
`;
  return page.text;
}
