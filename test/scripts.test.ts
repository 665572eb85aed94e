import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFiles, root } from './support/project-files.js';

/** Scripts that run beside the build: no compiler sees them, and no other test runs all of them. */
const scripts = projectFiles('.mjs');

interface Import {
  readonly source: string;
  readonly names: readonly string[];
}

/** What a script takes from the build, told by the source that it is built from. */
function importsOf(text: string): Import[] {
  const statement =
    /(?:import|const) \{([^}]*)\} (?:from|= await import\()\s*'[^']*\/dist\/([^']*)\.js'/g;
  return [...text.matchAll(statement)].map(([, names, path]) => ({
    source: `src/${path}.ts`,
    names: names!
      .split(',')
      .map((name) => name.trim().split(/ as |:/)[0]!)
      .filter(Boolean),
  }));
}

function isExported(name: string, text: string): boolean {
  const declared = `export (?:async )?(?:function\\*?|const|class) ${name}\\b`;
  return new RegExp(`${declared}|export \\{[^}]*\\b${name}\\b[^}]*\\}`).test(text);
}

function missing({ source, names }: Import): string[] {
  const path = join(root, source);
  if (!existsSync(path)) return [source];
  const text = readFileSync(path, 'utf8');
  return names.filter((name) => !isExported(name, text)).map((name) => `${name} of ${source}`);
}

test.each(scripts)('what %s takes from the build is there', (script) => {
  const text = readFileSync(join(root, script), 'utf8');
  expect(importsOf(text).flatMap(missing)).toEqual([]);
});

test('imports are seen, and what is gone', () => {
  const text = `import { segment, gone } from '../dist/segment/segment.js';
    const { a: b } = await import('../../dist/gone.js');`;
  expect(importsOf(text).flatMap(missing)).toEqual([
    'gone of src/segment/segment.ts',
    'src/gone.ts',
  ]);
});

test("what checks the CUDA image gets as far as onnxruntime's provider", () => {
  const script = join(root, 'docker', 'check-cuda.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  // Where there is none it says so, and where there is no driver, too.
  expect(`${stdout}${stderr}`).toMatch(
    /with its CUDA provider: |ExecutionProvider_Cuda|backend "?cuda/i,
  );
});
