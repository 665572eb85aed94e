import type { LesionRow } from '../../../src/segment/report/lesion-row.js';
import { pageTable } from '../../../src/segment/report/page-table.js';

const place = { index: [1, 2, 3], world: [-10.4, 20, 300] } as const;
const row: LesionRow = {
  number: 1,
  region: 'chest',
  side: 'left',
  organ: null,
  centre: place,
  volumeMl: 12.345,
  suvMax: 8.06,
  suvMaxPlace: place,
  suvMean: 4,
  suvPeak: 6.5,
  sulMax: null,
  sulMean: null,
  sulPeak: null,
  tlg: 49.38,
  longestDiameterMm: 41.2,
  nearestMm: null,
  certainty: 0.987,
  confidence: null,
  isMeasurable: null,
  deauville: null,
};

test('has a cell for each heading, and no column of which there is nothing to tell', () => {
  const { headings, lesions } = pageTable([row]);
  expect(headings).not.toContain('Confidence');
  expect(headings).not.toContain('Deauville');
  expect(headings).not.toContain('SULpeak');
  const cells = lesions[0]!.cells;
  expect(cells).toHaveLength(headings.length);
  expect(cells).toEqual([
    'chest',
    'left',
    '12.35',
    '8.1',
    '4.0',
    '6.5',
    '49.4',
    '41',
    '–',
    '-10, 20, 300',
    '3',
    '0.99',
  ]);
  expect(pageTable([]).headings).toEqual(headings);
});

test('has them where one lesion tells something, and organs with the region', () => {
  const scored: LesionRow = { ...row, organ: 'lung', sulPeak: 4.7, confidence: 0.5, deauville: 4 };
  const { headings, lesions } = pageTable([row, scored]);
  expect(headings.slice(-2)).toEqual(['Confidence', 'Deauville']);
  expect(lesions.map(({ cells }) => cells.slice(-2))).toEqual([
    ['–', '–'],
    ['0.50', '4'],
  ]);
  expect(lesions[1]!.cells[0]).toBe('chest: lung');
  expect(lesions.map(({ cells }) => cells[headings.indexOf('SULpeak')])).toEqual(['–', '4.7']);
});
