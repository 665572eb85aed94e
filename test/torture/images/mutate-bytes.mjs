// Damage that knows nothing of what it damages: what a bad disk, a bad line or a bad program does.

const interesting = [
  '0',
  '-1',
  '1',
  '2',
  '255',
  '65536',
  '2147483648',
  '9007199254740993',
  '1e999',
  'nan',
  'inf',
  '-0',
  '0.5',
  '1e-30',
  '4294967297',
  '',
];
const words = [
  'True',
  'False',
  'LOCAL',
  'none',
  'MET_SHORT',
  'float',
  'raw',
  'gzip',
  'little',
  'big',
  '/etc/passwd',
  '../bait/secret.raw',
  'LIST',
];

/** Bytes and blocks. Each takes bytes, randomness and a place, and gives new bytes. */
const onBytes = {
  'flip a bit': (b, r, at) => set(b, at, b[at] ^ (1 << r.int(8))),
  'set a byte': (b, r, at) => set(b, at, r.pick([0, 255, 10, 32, r.int(256)])),
  'flip several bits': (b, r) => {
    let copy = b;
    for (let i = 0; i < 2 + r.int(8); i++) {
      const at = r.int(b.length);
      copy = set(copy, at, copy[at] ^ (1 << r.int(8)));
    }
    return copy;
  },
  'swap two bytes': (b, _r, at) =>
    set(set(b, at, b[(at + 1) % b.length]), (at + 1) % b.length, b[at]),
  'zero a run': (b, r, at) => over(b, at, Buffer.alloc(1 + r.int(64))),
  'noise over a run': (b, r, at) => over(b, at, r.bytes(1 + r.int(32))),
  'delete a run': (b, r, at) => cut(b, at, 1 + r.int(r.pick([1, 8, 600]))),
  'insert a run': (b, r, at) => splice(b, at, r.bytes(1 + r.int(16))),
  'repeat a run': (b, r, at) => splice(b, at, b.subarray(at, at + 1 + r.int(200))),
  truncate: (b, _r, at) => b.subarray(0, at),
  'cut the end': (b, r) => b.subarray(0, Math.max(0, b.length - 1 - r.int(16))),
  'append noise': (b, r) => Buffer.concat([b, r.bytes(1 + r.int(64))]),
  'append zeros': (b, r) => Buffer.concat([b, Buffer.alloc(1 + r.int(4000))]),
  'twice over': (b) => Buffer.concat([b, b]),
  'set a word': (b, r, at) => over(b, at - (at % 4), wordOf(r)),
};

/** Lines and words of a text, at the start of the bytes. */
const onText = {
  'delete a line': (lines, r) => lines.toSpliced(r.int(lines.length), 1),
  'repeat a line': (lines, r) => lines.toSpliced(r.int(lines.length), 0, r.pick(lines)),
  'swap two lines': (lines, r) => {
    const [i, j] = [r.int(lines.length), r.int(lines.length)];
    return lines.with(i, lines[j]).with(j, lines[i]);
  },
  'another digit': (lines, r) => inLine(lines, r, /\d/g, () => String(r.int(10))),
  'another number': (lines, r) =>
    inLine(lines, r, /[-+]?\d+(\.\d+)?(e[-+]?\d+)?/gi, () => r.pick(interesting)),
  'another word': (lines, r) => inLine(lines, r, /[A-Za-z_]+/g, () => r.pick(words)),
  'another case': (lines, r) =>
    inLine(lines, r, /[A-Za-z]+/g, (w) => (r.chance(0.5) ? w.toUpperCase() : w.toLowerCase())),
  'a blank more': (lines, r) =>
    inLine(lines, r, /[=: ,]/g, (w) => `${w}${r.pick([' ', '\t', '  '])}`),
  'a blank less': (lines, r) => inLine(lines, r, /[ ]/g, () => ''),
  'a letter less': (lines, r) => inLine(lines, r, /[A-Za-z]/g, () => ''),
  'a strange letter': (lines, r) =>
    inLine(lines, r, /[A-Za-z0-9]/g, () => r.pick(['\xfc', '\0', '\xff', '\t', '"', '\\'])),
  'join two lines': (lines, r) => {
    const i = r.int(Math.max(1, lines.length - 1));
    return lines.toSpliced(i, 2, `${lines[i]}${lines[i + 1] ?? ''}`);
  },
  'carriage returns': (lines) => lines.map((line) => `${line}\r`),
};

/**
 * Damages bytes.
 *
 * @param textLength how many of the first bytes are lines of text; 0 for none
 * @param headLength where the header ends, near which damage says most
 * @returns the new bytes, and what was done
 */
export function mutateBytes(bytes, random, { textLength = 0, headLength = bytes.length } = {}) {
  if (textLength > 0 && random.chance(0.55)) {
    const name = random.pick(Object.keys(onText));
    const lines = bytes.toString('latin1', 0, textLength).split('\n');
    const text = onText[name](lines, random).join('\n');
    return {
      bytes: Buffer.concat([Buffer.from(text, 'latin1'), bytes.subarray(textLength)]),
      how: name,
    };
  }
  const name = random.pick(Object.keys(onBytes));
  const at = random.chance(0.6)
    ? random.int(Math.min(headLength, bytes.length))
    : random.int(bytes.length);
  return { bytes: onBytes[name](bytes, random, at), how: `${name} at ${at}` };
}

function inLine(lines, random, pattern, replace) {
  const i = random.int(lines.length);
  const found = [...lines[i].matchAll(pattern)];
  if (found.length === 0) return lines;
  const match = random.pick(found);
  const line = lines[i];
  const text =
    line.slice(0, match.index) + replace(match[0]) + line.slice(match.index + match[0].length);
  return lines.with(i, text);
}

function wordOf(random) {
  const word = Buffer.alloc(4);
  if (random.chance(0.5))
    word.writeInt32LE(random.pick([0, -1, 1, 2 ** 31 - 1, -(2 ** 31), 65536, 348, 540]));
  else
    word.writeFloatLE(random.pick([Number.NaN, Number.POSITIVE_INFINITY, 1e30, -1, 1, 0.5, 1e-30]));
  return random.chance(0.3) ? word.swap32() : word;
}

const set = (bytes, at, value) => {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
};
const over = (bytes, at, run) => {
  const copy = Buffer.from(bytes);
  run.copy(copy, at);
  return copy;
};
const cut = (bytes, at, length) =>
  Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
const splice = (bytes, at, run) => Buffer.concat([bytes.subarray(0, at), run, bytes.subarray(at)]);
