import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { segmentStudies } from '../../src/cohort/segment-studies.js';
import { makeModel } from '../support/make-model.js';
import { makeStudy } from '../support/make-study.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const output = join(root, 'out');

test('a page of each study, and an index with what failed first; a lost page is made again', async () => {
  const { petPath, ctPath } = makeStudy(root);
  const model = await makeModel(join(root, 'model'));
  const bad = join(root, 'bad.mha');
  writeFileSync(bad, 'no image\n');
  const studies = [
    { name: 'a <b>', pet: petPath, ct: ctPath },
    { name: 'broken', pet: bad, ct: ctPath },
  ];
  const options = { output, model, device: 'cpu', tta: 'none', threads: 1, pages: true } as const;
  await expect(segmentStudies(studies, options)).rejects.toThrow(/broken/);
  const page = join(output, 'a <b>.html');
  expect(readFileSync(page, 'utf8')).toContain('<dt>Lesions</dt><dd>1</dd>');
  const index = readFileSync(join(output, 'index.html'), 'utf8');
  expect(index.indexOf('broken</td><td colspan="5">failed:')).toBeGreaterThan(0);
  expect(index.indexOf('broken')).toBeLessThan(index.indexOf('a &#60;b&#62;'));
  // One lesion of 0.2 ml, SUVmax 9, of which the network was sure: its logit is SUV - 4.
  expect(index).toContain(
    '<a href="a%20%3Cb%3E.html">a &#60;b&#62;</a></td><td class="verdict">ok</td><td class="number">1</td><td class="number">0.2</td><td class="number">9.0</td><td class="number">0.99</td>',
  );
  expect(index).toContain('src="a%20%3Cb%3E.png"');
  expect(readFileSync(join(output, 'a <b>.png')).subarray(1, 4).toString()).toBe('PNG');
  const written = statSync(page).mtimeMs;
  await expect(segmentStudies(studies, options)).rejects.toThrow(/broken/);
  expect(statSync(page).mtimeMs).toBe(written);
  for (const lost of [page, join(output, 'a <b>.png')]) {
    rmSync(lost);
    await expect(segmentStudies(studies, options)).rejects.toThrow(/broken/);
    expect(existsSync(lost)).toBe(true);
  }
});
