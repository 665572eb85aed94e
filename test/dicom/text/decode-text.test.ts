import { decodeText } from '../../../src/dicom/text/decode-text.js';

/** Latin-1, with \x1b for escapes: each character is one byte. */
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('decodeText', () => {
  test.each([
    ['ASCII', [''], 'Doe^John', 'Doe^John'],
    ['Latin-1', ['ISO_IR 100'], 'Buc^J\xe9r\xf4me', 'Buc^Jérôme'],
    ['Latin-2', ['ISO_IR 101'], 'W\xb3a\xb6', 'Właś'],
    ['Cyrillic', ['ISO_IR 144'], '\xbb\xee\xda\xd5\xdc', 'Люкем'],
    ['Greek', ['ISO_IR 126'], '\xc4\xe9\xef\xed\xf5\xf3\xe9\xef\xf2', 'Διονυσιος'],
    ['UTF-8', ['ISO_IR 192'], Buffer.from('Wang=王^小東').toString('latin1'), 'Wang=王^小東'],
    ['GB18030', ['GB18030'], 'Wang=\xcd\xf5^\xd0\xa1\xb6\xab', 'Wang=王^小东'],
    ['Shift JIS, whose second byte is a ^', ['ISO_IR 13'], '\x83\x5e^\xd4', 'タ^ﾔ'],
    [
      'Japanese with escapes',
      ['', 'ISO 2022 IR 87'],
      'Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B',
      'Yamada^Tarou=山田^太郎=やまだ^たろう',
    ],
    [
      'Japanese with katakana of one byte',
      ['ISO 2022 IR 13', 'ISO 2022 IR 87'],
      '\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J',
      'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎',
    ],
    [
      'Korean with escapes',
      ['', 'ISO 2022 IR 149'],
      'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf',
      'Hong^Gildong=洪^吉洞=홍^길동',
    ],
    [
      'Greek within Latin-1, which is back after ^',
      ['ISO 2022 IR 100', 'ISO 2022 IR 126'],
      '\xe9\x1b-F\xc4\xe9^\xe9',
      'éΔι^é',
    ],
    ['no character set, and yet UTF-8', [''], Buffer.from('Müller').toString('latin1'), 'Müller'],
    ['no character set, and yet Latin-1', [], 'M\xfcller', 'Müller'],
    ['a character set that does not exist', ['KOI8'], 'M\xfcller', 'Müller'],
  ])('%s', (_, characterSet, stored, expected) => {
    expect(decodeText(bytesOf(stored), characterSet)).toBe(expected);
  });

  test('takes no escape where there are no extensions', () => {
    expect(decodeText(bytesOf('a\x1b(Bb'), ['ISO_IR 100'])).toBe('a\x1b(Bb');
  });
});
