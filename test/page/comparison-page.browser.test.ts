import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { identityDirection } from '../../src/image/volume.js';
import type { ComparisonContent, ComparisonRow } from '../../src/page/comparison-content.js';
import { renderComparisonPage } from '../../src/page/render-comparison-page.js';
import { findBrowser } from '../support/find-browser.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { lesionAt, makeContent } from './support/make-content.js';

const path = findBrowser();
const root = temporaryFolder();

const { pet, labels } = makeContent(identityDirection).images;
const none = labels.map((label) => (label === 2 ? 0 : label));
const row = (fate: string, more: Partial<ComparisonRow>): ComparisonRow => ({
  fate,
  names: { baseline: '1', followup: '1' },
  places: { baseline: lesionAt, followup: [32, -20, -20] },
  isIn: { baseline: true, followup: true },
  cells: ['<1>', '7.1'],
  ...more,
});
const content: ComparisonContent = {
  title: 'Two <studies>',
  totals: [['Lesions', '1 stable, 1 gone']],
  notes: ['A note & another.'],
  headings: ['Fate', 'No.', 'Volume, ml'],
  rows: [
    row('stable', {}),
    row('gone', {
      names: { baseline: '2', followup: '' },
      places: { baseline: [-30, 20, 60], followup: [-28, 20, 70] },
      isIn: { baseline: true, followup: false },
    }),
  ],
  provenance: [['autopet', '0.0.0']],
  baseline: { pet, labels },
  followup: { pet, labels: none },
  higherMm: 10,
};

(path === null ? describe.skip : describe)(
  path === null ? 'skipped: no chromium' : 'the page of a comparison in a browser',
  () => {
    let browser: Browser;
    let page: Page;
    let asked: string[] = [];
    const file = pathToFileURL(join(root, 'comparison.html')).href;

    const widthOf = (lesion: number): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelector('g.g${lesion} circle')).strokeWidth`);
    const marked = async (): Promise<number[]> => {
      const widths = [await widthOf(0), await widthOf(1)];
      return [0, 1].filter((lesion) => widths[lesion] === '4px');
    };
    const lit = (): Promise<number[]> =>
      page.evaluate(`[0, 1].filter((k) =>
        getComputedStyle(document.querySelector('tr.t' + k + ' td')).backgroundColor === 'rgb(220, 235, 250)')`);

    beforeAll(async () => {
      writeFileSync(join(root, 'comparison.html'), renderComparisonPage(content));
      browser = await chromium.launch({ executablePath: path!, args: ['--no-sandbox'] });
      page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      page.on('request', (request) => asked.push(request.url()));
    });
    beforeEach(async () => {
      asked = [];
      await page.goto('about:blank');
      await page.goto(file);
      await page.waitForSelector('body[data-state=ready]');
    });
    afterAll(() => browser.close());

    test('asks for nothing but its own pictures, and shows text as text', async () => {
      expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([file]);
      expect(await page.textContent('h1')).toBe('Two <studies>');
      expect(await page.textContent('.note')).toBe('A note & another.');
      expect(await page.textContent('tr.t0 td:nth-child(2)')).toBe('<1>');
      const shown = await page.evaluate<boolean[]>(
        `Promise.all([...document.querySelectorAll('svg image')].map((image) => {
          const own = new Image();
          own.src = image.getAttribute('href');
          return own.decode().then(() => own.naturalWidth > 0, () => false);
        }))`,
      );
      expect(shown).toEqual([true, true]);
      expect([await marked(), await lit()]).toEqual([[], []]);
    });

    test('a click on a fate leads to its pair, a click on a lesion to its line', async () => {
      await page.click('tr.t1 a');
      expect([await marked(), await lit()]).toEqual([[1], [1]]);
      const inView = await page.evaluate(`(() => {
        const { top, bottom } = document.querySelector('g.g1').getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      })()`);
      expect(inView).toBe(true);
      await page.click('g.g0 circle');
      expect([await marked(), await lit()]).toEqual([[0], [0]]);
      await page.click('g.g1 circle:nth-of-type(2)');
      expect([await marked(), await lit()]).toEqual([[1], [1]]);
    });

    test('the keyboard does the same', async () => {
      await page.focus('tr.t0 a');
      await page.keyboard.press('Enter');
      expect([await marked(), await lit()]).toEqual([[0], [0]]);
    });

    test('a pair is joined: its line runs from the one lesion to the other, broken where there is none', async () => {
      const line = (lesion: number) =>
        page.evaluate<[number, number, number, number, string]>(`(() => {
          const line = document.querySelector('g.g${lesion} line');
          const [a, b] = document.querySelectorAll('g.g${lesion} circle');
          const at = (of, name) => Number(of.getAttribute(name));
          return [at(line, 'x1') - at(a, 'cx'), at(line, 'y1') - at(a, 'cy'),
            at(b, 'cx') - at(line, 'x2'), at(b, 'cy') - at(line, 'y2'),
            getComputedStyle(line).strokeDasharray];
        })()`);
      expect(await line(0)).toEqual([9, 0, 9, 0, 'none']);
      expect((await line(1))[4]).not.toBe('none');
      // It lies on the patient's left, which is on the right, and where the picture is tinted.
      const [x, y, orange] = await page.evaluate<[number, number, boolean]>(`(async () => {
        const image = document.querySelector('svg image');
        const own = new Image();
        own.src = image.getAttribute('href');
        await own.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [own.naturalWidth, own.naturalHeight];
        const context = canvas.getContext('2d');
        context.drawImage(own, 0, 0);
        const circle = document.querySelector('g.g0 circle');
        const share = (name, from, size) =>
          (Number(circle.getAttribute(name)) - Number(image.getAttribute(from))) / Number(image.getAttribute(size));
        const [u, v] = [share('cx', 'x', 'width'), share('cy', 'y', 'height')];
        const [r, g, b] = context.getImageData(u * canvas.width, v * canvas.height, 1, 1).data;
        return [u, v, r > 140 && b < 60 && r > g];
      })()`);
      expect(x).toBeGreaterThan(0.5);
      expect(y).toBeGreaterThan(0.5);
      expect(orange).toBe(true);
    });

    test('prints on paper', async () => {
      const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(sheets.match(/\/Type\s*\/Page\b/g)!.length).toBeLessThanOrEqual(2);
    });
  },
);
