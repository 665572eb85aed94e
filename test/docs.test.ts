import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { projectFiles, root } from './support/project-files.js';

const rootFolders = 'bench|docker|docs|scripts|src|test|training|weights|\\.ci|\\.github';

const pages = projectFiles('.md');

/** Where links lead and which files are named, as paths from the root; decisions may name what was. */
function pathsOf(page: string, text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!.split('#')[0]!)
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(page), target));
  const named = [...text.matchAll(new RegExp(`\`((?:${rootFolders})/[^\`\\s]*)\``, 'g'))]
    .map(([, path]) => path!)
    .filter((path) => !/[*<>{}…]/.test(path));
  return [...links, ...(page.startsWith('docs/decisions/') ? [] : named)].map((path) =>
    normalize(path),
  );
}

test('pages are found', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/architecture.md']));
});

test.each(pages)('every path in %s exists', (page) => {
  const paths = pathsOf(page, readFileSync(join(root, page), 'utf8'));
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('the map names every room', () => {
  const map = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const rooms = projectFiles('.ts', 'src')
    .map((file) => file.split('/').slice(1, -1))
    .flatMap(([wing]) => wing ?? []);
  expect([...new Set(rooms)].filter((room) => !map.includes(`src/${room}/`))).toEqual([]);
});

test('the index lists every page beside it', () => {
  const index = readFileSync(join(root, 'docs/README.md'), 'utf8');
  const beside = pages.filter(
    (page) => /^docs\/[^/]*\.md$/.test(page) && page !== 'docs/README.md',
  );
  expect(beside.filter((page) => !index.includes(`(${page.slice('docs/'.length)})`))).toEqual([]);
});

test('a link and a path that lead nowhere are seen', () => {
  const text =
    'See [it](gone.md#part), `src/gone.ts`, [there](https://example.org/x) and `src/**`.';
  expect(pathsOf('docs/page.md', text)).toEqual(['docs/gone.md', 'src/gone.ts']);
});
