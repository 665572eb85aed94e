import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Mat3 } from '../../src/image/volume.js';
import { renderStudyPage } from '../../src/page/render-study-page.js';
import { findBrowser } from '../support/find-browser.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { makeContent } from './support/make-content.js';

const path = findBrowser();
const root = temporaryFolder();
const straight: Mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

(path === null ? describe.skip : describe)(
  path === null ? 'skipped: no chromium' : "a study's page in a browser",
  () => {
    let browser: Browser;
    let page: Page;
    let asked: string[] = [];

    const open = async (direction: Mat3): Promise<void> => {
      const file = join(root, 'page.html');
      writeFileSync(file, renderStudyPage(makeContent(direction)));
      asked = [];
      await page.goto(pathToFileURL(file).href);
      await page.waitForSelector('body[data-state=ready]');
    };
    const where = (): Promise<string | null> => page.textContent('#where');

    const chosen = (): Promise<string | null> => page.getAttribute('tr.chosen', 'data-lesion');

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: path!, args: ['--no-sandbox'] });
      page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      page.on('request', (request) => asked.push(request.url()));
    });
    afterAll(() => browser.close());

    test('asks for nothing, shows text as text, and begins at the first lesion', async () => {
      await open(straight);
      expect(asked).toEqual([page.url()]);
      expect(await page.textContent('h1')).toBe('A <study>');
      expect(await page.textContent('.findings')).toBe('One thing & another.');
      // To a voxel of 4 mm.
      expect(await where()).toMatch(
        /^L (28|32), P -(18|20|22), H -(28|30|32) mm: SUV 20.0, 40 HU, lesion 1$/,
      );
      expect(await page.getAttribute('tr.chosen', 'data-lesion')).toBe('1');
    });

    test('shows, before all voxels are there, what it shows once they are', async () => {
      const shots = `[...document.querySelectorAll('canvas')].map((canvas) => canvas.toDataURL())`;
      await page.addInitScript(`new MutationObserver(() => {
        if (document.body?.dataset.state === 'shown') globalThis.firstShots ??= ${shots};
      }).observe(document, { subtree: true, attributes: true });`);
      await open(straight);
      const first = await page.evaluate<string[]>('firstShots');
      expect(new Set(first).size).toBe(4);
      // Drawn anew, of the whole volumes.
      await page.fill('#upper', '11');
      expect(await page.evaluate(shots)).not.toEqual(first);
      await page.fill('#upper', '10');
      expect(await page.evaluate(shots)).toEqual(first);
    });

    test('a click in the table, n, p and a click on the projection lead to lesions', async () => {
      await open(straight);
      await page.click('tr[data-lesion="2"] button');
      expect(await chosen()).toBe('2');
      await page.keyboard.press('n');
      expect(await where()).toMatch(/lesion 1$/);
      await page.keyboard.press('p');
      expect(await chosen()).toBe('2');
      const [x, y] = await spot('mip', [230, 97, 1]);
      await page.mouse.click(x, y);
      expect(await where()).toMatch(/lesion 1$/);
    });

    test('wheel, arrow keys and pointer go through the volume', async () => {
      await open(straight);
      const slice = async (id: string): Promise<number> =>
        Number(await page.getAttribute(`#${id}`, 'data-slice'));
      const before = await slice('axial');
      await page.hover('#axial');
      await page.mouse.wheel(0, -100);
      await page.waitForSelector(`#axial[data-slice="${before + 1}"]`);
      expect(await slice('axial')).toBe(before + 1);
      await page.focus('#coronal');
      const coronal = await slice('coronal');
      await page.keyboard.press('ArrowDown');
      expect(await slice('coronal')).toBe(coronal - 1);
      const box = (await page.locator('#axial').boundingBox())!;
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      expect(await where()).toMatch(/^L -?[0-4], P -?[0-4], /);
    });

    test('windows, fusion, outlines and rotation change the pictures', async () => {
      await open(straight);
      const changes = async (id: string, act: () => Promise<unknown>): Promise<boolean> => {
        const shot = () => page.evaluate(`document.getElementById('${id}').toDataURL()`);
        const before = await shot();
        await act();
        return (await shot()) !== before;
      };
      expect(await changes('mip', () => page.fill('#upper', '30'))).toBe(true);
      expect(await page.textContent('#upper-value')).toBe('30');
      expect(await changes('axial', () => page.selectOption('#window', '1500,-600'))).toBe(true);
      expect(await changes('sagittal', () => page.fill('#fusion', '0'))).toBe(true);
      expect(await changes('coronal', () => page.uncheck('#outlines'))).toBe(true);
      expect(await changes('mip', () => page.fill('#angle', '7'))).toBe(true);
      await page.click('#play');
      await page.waitForSelector('#mip:not([data-angle="7"])');
      expect(await page.getAttribute('#play', 'aria-pressed')).toBe('true');
    });

    test.each<[string, Mat3]>([
      ['straight', straight],
      ['right and left swapped in memory', [-1, 0, 0, 0, 1, 0, 0, 0, 1]],
      ['feet first', [1, 0, 0, 0, -1, 0, 0, 0, -1]],
      ['slices along the body', [0, 0, 1, 1, 0, 0, 0, 1, 0]],
    ])('the lesion is where it is in the patient: %s', async (_, direction) => {
      await open(direction);
      // Of lesion 1: it is the chosen one.
      const [u, v] = await share('axial', [86, 180, 233]);
      expect(u).toBeCloseTo(0.5 + 30 / 176, 1);
      expect(v).toBeCloseTo(0.5 - 20 / 116, 1);
      const [across, down] = await share('coronal', [86, 180, 233]);
      expect(across).toBeCloseTo(0.5 + 30 / 176, 1);
      expect(down).toBeCloseTo(0.5 + 30 / 256, 1);
      const [front, low] = await share('sagittal', [86, 180, 233]);
      expect(front).toBeLessThan(0.5);
      expect(low).toBeGreaterThan(0.5);
      await page.fill('#angle', '18');
      // Seen from the back it is on the left.
      expect((await share('mip', [86, 180, 233]))[0]).toBeLessThan(0.5);
    });

    test('prints on two sheets', async () => {
      await open(straight);
      const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(sheets.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
    });

    /** Middle of what has a colour in a canvas, as shares of its sides. */
    async function share(id: string, colour: readonly number[]): Promise<[number, number]> {
      const [u, v] = await page.evaluate<[number, number]>(`(() => {
        const canvas = document.getElementById('${id}');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const [r, g, b] = ${JSON.stringify(colour)};
        let [u, v, count] = [0, 0, 0];
        for (let i = 0; i < data.length; i += 4) {
          // Mixed with grey on the projection: how red and blue differ is what tells.
          const ratio = (data[i] - data[i + 2]) / (r - b);
          if (Math.abs(ratio - 0.85) > 0.25 || Math.abs(data[i + 1] - g) > 120) continue;
          u += (i / 4) % canvas.width;
          v += Math.floor(i / 4 / canvas.width);
          count++;
        }
        return [u / count / canvas.width, v / count / canvas.height];
      })()`);
      return [u, v];
    }

    /** The same on the page. */
    async function spot(id: string, colour: readonly number[]): Promise<[number, number]> {
      const [u, v] = await share(id, colour);
      const box = (await page.locator(`#${id}`).boundingBox())!;
      return [box.x + u * box.width, box.y + v * box.height];
    }
  },
);
