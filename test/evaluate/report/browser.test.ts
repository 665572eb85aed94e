import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decode } from 'fast-png';
import { errorColours } from '../../../src/picture/render-errors.js';
import { findBrowser } from '../../support/find-browser.js';
import { runNode } from '../../support/run-node.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { makeFolders } from './support/make-evaluated.js';

const browser = findBrowser();
const root = temporaryFolder();
const page = join(root, 'report.html');
const [width, height] = [1280, 6000];

// A browser that could ask for anything would ask here, where nobody listens.
const flags = [
  ...[
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--hide-scrollbars',
  ],
  ...['--proxy-server=127.0.0.1:9', '--force-device-scale-factor=1', '--no-first-run'],
  ...[`--user-data-dir=${join(root, 'profile')}`, `--window-size=${width},${height}`],
];

(browser === null ? describe.skip : describe)(
  browser === null ? 'skipped: no chromium' : 'the report in a browser',
  () => {
    beforeAll(async () => {
      const folders = makeFolders(root);
      // biome-ignore format: options with their values
      const result = await runNode('cli.js', ['evaluate', '--predictions', folders.predictions,
        '--references', folders.references, '--pet', folders.pet, '--subsets', folders.subsets,
        '--missing', 'worst', '--output', join(root, 'metrics.json'), '--report', page]);
      expect(result.code).toBe(0);
    });

    test('all sections are there, and names are text', async () => {
      const dom = await open('--dump-dom');
      const headings = [...dom.matchAll(/<h2[^>]*>([^<]+)<\/h2>/g)].map(([, heading]) => heading);
      expect(headings).toEqual([
        '1 of 6 cases without a prediction',
        '1 prediction without a reference',
        'Summary',
        'Distributions',
        'Total metabolic tumour volume',
        'By tracer',
        'Worst cases',
        'Cases',
        'What the metrics are',
        'Provenance',
      ]);
      expect(dom).toContain('none &lt;i&gt;&amp;"\'');
      expect(dom.match(/<figure/g)).toHaveLength(9 + 2 + 6);
    });

    test('it is drawn: text, alert, points and the colours of the pictures', async () => {
      const file = join(root, 'screenshot.png');
      await open(`--screenshot=${file}`);
      const picture = decode(readFileSync(file));
      expect([picture.width, picture.height]).toEqual([width, height]);
      const count = (colour: readonly number[]): number => {
        let found = 0;
        for (let i = 0; i < picture.data.length; i += picture.channels) {
          if (colour.every((value, c) => Math.abs(value - picture.data[i + c]!) <= 6)) found++;
        }
        return found;
      };
      // 6 × 6 voxels of 2 mm, drawn more than twice as large; and the legend.
      expect(count(errorColours.truePositive)).toBeGreaterThan(1000);
      expect(count(errorColours.falseNegative)).toBeGreaterThan(1000);
      expect(count(errorColours.falsePositive)).toBeGreaterThan(1000);
      // The stylesheet was let through by the page's own policy.
      expect(count([253, 241, 241])).toBeGreaterThan(20_000);
      // Boxes of the plots.
      expect(count([219, 231, 244])).toBeGreaterThan(1000);
    });
  },
);

async function open(...action: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(browser!, [...flags, ...action, `file://${page}`], {
    maxBuffer: 2 ** 26,
  });
  return stdout;
}
