import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type IndexEntry, urgencyOf } from '../../../src/cohort/index/index-entry.js';
import { indexPath, writeIndex } from '../../../src/cohort/index/write-index.js';
import { encodePng } from '../../../src/picture/encode-png.js';
import { findBrowser } from '../../support/find-browser.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const path = findBrowser();
const root = temporaryFolder();

type Verdict = 'ok' | 'warn' | 'refuse';

function entry(study: string, verdict: Verdict, tmtv: number, ...certainties: number[]) {
  return {
    study,
    page: `studies/${study}/page.html`,
    thumbnail: `studies/${study}/thumbnail.png`,
    error: null,
    report: {
      input_check: { verdict, findings: [{ code: 'pet-cut', severity: verdict }] },
      lesions: {
        count: certainties.length,
        tmtv_ml: tmtv,
        suv_max: certainties.length === 0 ? null : 9,
        table: certainties.map((certainty) => ({ certainty })),
      },
    },
  } satisfies IndexEntry;
}

const studies: readonly IndexEntry[] = [
  entry('none', 'ok', 0),
  entry('sure', 'ok', 80, 0.99, 0.98),
  entry('unsure', 'ok', 9, 0.99, 0.6),
  entry('warned', 'warn', 700, 0.9),
  entry('a <b> & "c" #1', 'refuse', 5, 0.9),
  { study: 'broken', page: null, thumbnail: null, error: 'no <image>', report: null },
];

(path === null ? describe.skip : describe)(
  path === null ? 'skipped: no chromium' : 'an index in a browser',
  () => {
    let browser: Browser;
    let page: Page;
    const asked: string[] = [];
    const names = (): Promise<string[]> =>
      page.evaluate(
        `[...document.querySelectorAll('tbody tr')].map((row) => row.cells[2].innerText)`,
      );

    beforeAll(async () => {
      const thumbnail = join(root, 'thumbnail.png');
      writeFileSync(
        thumbnail,
        encodePng({ width: 40, height: 60, data: new Uint8Array(3 * 40 * 60).fill(90) }),
      );
      for (const { study } of studies) {
        mkdirSync(join(root, 'studies', study), { recursive: true });
        copyFileSync(thumbnail, join(root, 'studies', study, 'thumbnail.png'));
      }
      await writeIndex(root, studies.map(urgencyOf), async (k) => studies[k]!);
      browser = await chromium.launch({ executablePath: path!, args: ['--no-sandbox'] });
      page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(pathToFileURL(indexPath(root)).href);
    });
    afterAll(() => browser.close());

    test('begins with what somebody should look at first, with a picture of each', async () => {
      const triage = ['broken', 'a <b> & "c" #1', 'warned', 'unsure', 'sure', 'none'];
      expect(await names()).toEqual(triage);
      expect(await page.textContent('tbody tr')).toContain('failed: no <image>');
      const pictures = await page.evaluate<number[]>(
        `Promise.all([...document.images].map((image) => image.decode().then(() => image.naturalWidth, () => 0)))`,
      );
      expect(pictures).toEqual([40, 40, 40, 40, 40]);
      expect(asked.every((url) => url.startsWith('file:'))).toBe(true);
      const href = await page.getAttribute('tr.refuse td:nth-child(3) a', 'href');
      expect(href).toBe('studies/a%20%3Cb%3E%20%26%20%22c%22%20%231/page.html');
    });

    test('a heading sorts, with another click the other way round; what has no value stays last', async () => {
      await page.click('text=TMTV, ml');
      const most = ['warned', 'sure', 'unsure', 'a <b> & "c" #1', 'none', 'broken'];
      expect(await names()).toEqual(most);
      expect(await page.getAttribute('th[aria-sort]', 'aria-sort')).toBe('descending');
      await page.click('text=TMTV, ml');
      expect(await names()).toEqual([...most.slice(0, 5).reverse(), 'broken']);
      await page.click('text=Least certainty');
      expect((await names()).slice(0, 2)).toEqual(['unsure', 'a <b> & "c" #1']);
      await page.click('text=No.');
      expect((await names())[0]).toBe('broken');
    });
  },
);
