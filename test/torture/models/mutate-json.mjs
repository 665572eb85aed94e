// Changes of a JSON document: damage of its text, or another value somewhere.
import { mutateBytes } from '../images/mutate-bytes.mjs';

const odd = [
  null,
  true,
  false,
  0,
  -1,
  1,
  2,
  3,
  1.5,
  1e300,
  2 ** 31,
  '',
  'x',
  '0',
  '../..',
  '/etc',
  [],
  {},
  [[]],
  [0, 1, 2],
  { a: 1 },
  '__proto__',
  'constructor',
];

/**
 * @param random where chance comes from
 * @param ways further ways to change the document, each takes and gives a document
 * @returns the new text's bytes, and what was done
 */
export function mutateJson(text, random, ways = []) {
  const way = random.int(10);
  if (way < 3) {
    const bytes = Buffer.from(text);
    return mutateBytes(bytes, random, { textLength: bytes.length });
  }
  if (way === 3) return dressed(text, random);
  const document = JSON.parse(text);
  if (way === 4 && ways.length > 0) {
    const [how, change] = random.pick(ways);
    return { bytes: Buffer.from(JSON.stringify(change(document))), how };
  }
  const places = placesIn(document);
  const place = random.pick(places);
  const { holder, key } = place;
  const name = place.path.join('.');
  if (random.chance(0.2)) {
    if (Array.isArray(holder)) holder.splice(key, 1);
    else delete holder[key];
    return { bytes: Buffer.from(JSON.stringify(document)), how: `without ${name}` };
  }
  if (random.chance(0.15)) {
    const target = Array.isArray(holder) ? document : holder;
    target[random.pick(['stranger', '__proto__', 'toString', '0'])] = random.pick(odd);
    return { bytes: Buffer.from(JSON.stringify(document)), how: `more beside ${name}` };
  }
  const value = random.chance(0.3) ? random.pick(places).holder : nearby(holder[key], random);
  holder[key] = structuredClone(value);
  return { bytes: Buffer.from(JSON.stringify(document)), how: `another ${name}` };
}

/** The same document as other programs write it. */
function dressed(text, random) {
  const document = JSON.parse(text);
  const ways = {
    'another layout': () => Buffer.from(JSON.stringify(document, null, random.int(9))),
    'a byte order mark': () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
    'UTF-16': () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
    'Windows line ends': () => Buffer.from(text.replaceAll('\n', '\r\n')),
    'escaped letters': () =>
      Buffer.from(
        text.replace(/[a-z](?=[a-z_]*":)/, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
      ),
    'keys in another order': () =>
      Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(document).reverse()))),
  };
  const how = random.pick(
    Object.keys(ways).filter(
      (name) => name !== 'keys in another order' || !Array.isArray(document),
    ),
  );
  return { bytes: ways[how](), how };
}

/** Every value in a document, by the object or list that holds it. */
function placesIn(holder, path = []) {
  return Object.keys(holder).flatMap((key) => {
    const here = { holder, key, path: [...path, key] };
    const value = holder[key];
    return typeof value === 'object' && value !== null
      ? [here, ...placesIn(value, here.path)]
      : [here];
  });
}

function nearby(value, random) {
  if (random.chance(0.4)) return random.pick(odd);
  if (typeof value === 'number')
    return random.pick([value + 1, value - 1, -value, value * 2, value / 2, 0, value + 0.5]);
  if (typeof value === 'string')
    return random.pick([
      value.toUpperCase(),
      `${value} `,
      value.slice(1),
      `${value}x`,
      value.split('').reverse().join(''),
    ]);
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value))
    return random.pick([[...value].reverse(), value.slice(1), [...value, ...value], []]);
  return random.pick(odd);
}

/**
 * A text file's content: UTF-16 with its mark, or where every other of its first two bytes is zero; else UTF-8, or
 * Latin-1 where it is none.
 */
export function textOf(bytes) {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0))
    return new TextDecoder('utf-16le').decode(bytes);
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0))
    return new TextDecoder('utf-16be').decode(bytes);
  const isUtf8 = Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
  return isUtf8 ? new TextDecoder().decode(bytes) : bytes.toString('latin1');
}

/**
 * A JSON file's content by this harness's own reading, Python's bare NaN and Infinity as null.
 *
 * @returns undefined where it is no JSON
 */
export function contentOf(bytes, { takesBareNumbers = true } = {}) {
  const text = textOf(bytes);
  const bare = /"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)/gs;
  const plain = takesBareNumbers ? text.replace(bare, (t) => (t[0] === '"' ? t : 'null')) : text;
  try {
    return JSON.parse(plain);
  } catch {
    return undefined;
  }
}
