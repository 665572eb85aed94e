// Preloaded into every process under test (NODE_OPTIONS): notes each file that is opened, listed, made, renamed or
// removed by way of node:fs outside of the places that TORTURE_ALLOWED lists. What native code opens is not seen.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const {
  readable = [],
  writable = [],
  forbidden = [],
} = JSON.parse(process.env.TORTURE_ALLOWED ?? '{}');
const report = process.env.TORTURE_ESCAPES;
// Opened once, so that what is written there is not watched itself.
const file = report ? fs.openSync(report, 'a') : -1;
const append = (text) => fs.writeSync(file, text);

const reading = [
  'open',
  'openSync',
  'readFile',
  'readFileSync',
  'createReadStream',
  'readdir',
  'readdirSync',
  'opendir',
  'opendirSync',
];
const writing = [
  'writeFile',
  'writeFileSync',
  'appendFile',
  'appendFileSync',
  'createWriteStream',
  'rename',
  'renameSync',
  'rm',
  'rmSync',
  'unlink',
  'unlinkSync',
  'rmdir',
  'rmdirSync',
  'mkdir',
  'mkdirSync',
  'mkdtemp',
  'mkdtempSync',
  'symlink',
  'symlinkSync',
  'link',
  'linkSync',
  'copyFile',
  'copyFileSync',
  'truncate',
  'truncateSync',
  'chmod',
  'chmodSync',
  'utimes',
  'utimesSync',
];

if (report) {
  for (const functions of [fs, fs.promises]) {
    for (const name of [...reading, ...writing]) {
      if (typeof functions[name] === 'function') watch(functions, name, writing.includes(name));
    }
  }
  syncBuiltinESMExports();
}

function watch(functions, name, writes) {
  const original = functions[name];
  const watched = function (...args) {
    const asksToWrite =
      writes || (/^open(Sync)?$/.test(name) && /[wa+]/.test(String(args[1] ?? 'r')));
    // Of a copy the first path is read.
    const [from, to] = args;
    if (/^copyFile/.test(name)) note(name, from, false);
    for (const path of paths(name, from, to)) note(name, path, asksToWrite);
    return original.apply(this, args);
  };
  Object.defineProperty(watched, 'name', { value: name });
  functions[name] = Object.assign(watched, original);
}

function paths(name, from, to) {
  // What a link says is no file that is opened.
  if (/^(copyFile|symlink)/.test(name)) return [to];
  return /^(rename|link)/.test(name) ? [from, to] : [from];
}

function note(name, given, writes) {
  if (typeof given !== 'string' && !(given instanceof URL) && !Buffer.isBuffer(given)) return;
  const path = resolve(given instanceof URL ? fileURLToPath(given) : String(given));
  const isBelow = (folder) =>
    path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
  const allowed = writes ? writable : [...readable, ...writable];
  if (allowed.some(isBelow) && !forbidden.some(isBelow)) return;
  append(`${JSON.stringify({ name, path, writes })}\n`);
}
