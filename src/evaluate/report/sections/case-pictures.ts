import { html, type Markup } from '../../../page/html.js';
import type { CaseResult } from '../../result/evaluation.js';
import type { CasePicture } from '../pictures/draw-cases.js';
import { formatValue } from '../text/format-value.js';
import { metricTexts } from '../text/metric-texts.js';

/** Pictures of the worst cases, in that order; nothing without pictures. */
export function casePictures(
  worstFirst: readonly CaseResult[],
  pictures: ReadonlyMap<string, CasePicture>,
): Markup {
  if (pictures.size === 0) return html``;
  const shown = worstFirst.filter(({ case: name }) => pictures.has(name));
  const hasPet = shown.some(({ files }) => files.pet !== null);
  return html`<section aria-labelledby="pictures"><h2 id="pictures">Worst cases</h2>
<p>${pictures.size < worstFirst.length ? `The ${shown.length} worst of ${worstFirst.length} cases` : 'All cases'}, the worst first: those without a prediction, then by the mean of the case's ranks in Dice (which counts twice), false positive and false negative volume. Each from the front, the patient's right on the left, and from the side, ${hasPet ? 'over the maximum-intensity projection of the PET (black: SUV 10 and more)' : 'without the PET, which was not given'}.</p>
<ul class="legend"><li><span class="swatch tp"></span>true positive: in both masks</li><li><span class="swatch fn"></span>false negative: reference only</li><li><span class="swatch fp"></span>false positive: prediction only</li></ul>
<p>Where several lie behind each other, whole lesions missed lie on top, then whole lesions invented, true positives, and the differing rims of lesions that were found.</p>
<div class="pictures">${shown.map((result) => figure(result, pictures.get(result.case)!))}</div>
</section>`;
}

function figure(result: CaseResult, { width, height, png }: CasePicture): Markup {
  const isMissing = result.status === 'missing';
  return html`<figure${isMissing && html` class="missing"`}>
<img src="data:image/png;base64,${png}" width="${width}" height="${height}" alt="${describe(result)}">
<figcaption><strong><bdi>${result.case}</bdi></strong>${result.subset !== null && html` <span class="tag">${result.subset}</span>`}${isMissing && html` <span class="tag missing">no prediction</span>`}<br>
Dice ${value('dice', result)} · FPV ${value('fpv_ml', result)} · FNV ${value('fnv_ml', result)}<br>
${lesions(result)}</figcaption>
</figure>
`;
}

function lesions(result: CaseResult): string {
  const { detected_lesions: detected, reference_lesions: truth, false_lesions: invented } = result;
  if (result.status === 'missing')
    return `0 of ${formatValue('reference_lesions', truth)} lesions detected`;
  return `${formatValue('detected_lesions', detected)} of ${formatValue('reference_lesions', truth)} lesions detected, ${formatValue('false_lesions', invented)} false`;
}

function describe(result: CaseResult): string {
  const ground =
    result.files.pet === null ? 'Masks' : 'Maximum-intensity projections of the PET with masks';
  const prediction = result.status === 'missing' ? ', of which there is no prediction' : '';
  return `${ground} of case ${result.case}${prediction}, from the front and from the side: ${lesions(result)}, Dice ${value('dice', result)}.`;
}

function value(metric: 'dice' | 'fpv_ml' | 'fnv_ml', { [metric]: found }: CaseResult): string {
  if (found === null) return 'undefined';
  const { unit } = metricTexts[metric];
  return `${formatValue(metric, found)}${unit === null ? '' : ` ${unit}`}`;
}
