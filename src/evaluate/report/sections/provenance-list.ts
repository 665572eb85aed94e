import { html, type Markup } from '../../../page/html.js';
import type { CaseResult, Evaluation, InputFile } from '../../result/evaluation.js';

/** What the numbers were made with and from, to check or to make them again. */
export function provenanceList({ provenance, settings, results }: Evaluation): Markup {
  const entries: readonly (readonly [string, string])[] = [
    ['autopet', provenance.autopet],
    ['Node.js', provenance.node],
    ['Made', provenance.created],
    ['Command', provenance.command_line],
    ['SHA-256 of the command', provenance.command_sha256],
    ...Object.entries(settings).map(
      ([name, value]) => [`Setting ${name}`, String(value ?? 'none')] as const,
    ),
    ...(provenance.subsets_file === null
      ? []
      : [
          ['Subsets file', provenance.subsets_file.name] as const,
          ['SHA-256 of the subsets file', provenance.subsets_file.sha256] as const,
        ]),
  ];
  return html`<section aria-labelledby="provenance"><h2 id="provenance">Provenance</h2>
<dl class="provenance">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`)}</dl>
<details><summary>SHA-256 of every image</summary><div class="scroll"><table class="sums">
<thead><tr><th scope="col">Case</th><th scope="col">Kind</th><th scope="col">File</th><th scope="col">SHA-256</th></tr></thead>
<tbody>${results.map(files)}</tbody></table></div></details>
</section>`;
}

function files({ case: name, files }: CaseResult): Markup {
  const line = (kind: string, file: InputFile | null): Markup | false =>
    file !== null &&
    html`<tr><th scope="row"><bdi>${name}</bdi></th><td class="text">${kind}</td><td class="text"><bdi>${file.name}</bdi></td><td class="text"><code>${file.sha256}</code></td></tr>
`;
  return html`${line('prediction', files.prediction)}${line('reference', files.reference)}${line('PET', files.pet)}`;
}
