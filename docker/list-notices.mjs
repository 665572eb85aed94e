// Lists third parties' licences, one text a line, with tabs between: what, licence, where its text lies in the image.
//   node list-notices.mjs >NOTICES        in the folder that holds node_modules
// Texts stay where npm and Node.js put them; Node.js's is copied beside the list.
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const isText = (name) => /^(licen[cs]e|copying|notice|third.?party)/i.test(name);

const nodeLicence = resolve(dirname(process.execPath), '..', 'LICENSE');
if (existsSync(nodeLicence)) copyFileSync(nodeLicence, 'LICENSE.nodejs');
const nodeText = existsSync(nodeLicence) ? resolve('LICENSE.nodejs') : 'no text in the build image';
console.log(['nodejs', process.version, 'MIT and others', nodeText].join('\t'));

for (const folder of packagesBelow('node_modules')) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder).filter(isText);
  const where = texts.map((text) => resolve(folder, text));
  if (where.length === 0) where.push('no text in the package');
  for (const text of where) console.log([name, version, license, text].join('\t'));
}

/** Folders of packages, scoped ones and packages' own ones too. */
function packagesBelow(modules) {
  if (!existsSync(modules)) return [];
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => {
      const folder = join(modules, name);
      if (name.startsWith('@')) return packagesBelow(folder);
      if (!existsSync(join(folder, 'package.json'))) return [];
      return [folder, ...packagesBelow(join(folder, 'node_modules'))];
    });
}
