/** The default repertoire: ASCII, and nothing above. */
export const asciiOnly = 'ascii';

/**
 * Labels of the TextDecoders of Specific Character Set's values (PS3.3 table C.12-2 to C.12-5); all know ASCII.
 */
export const characterSets: ReadonlyMap<string, string> = new Map([
  ['', asciiOnly],
  ['ISO_IR 6', asciiOnly],
  ['ISO_IR 100', 'iso-8859-1'],
  ['ISO_IR 101', 'iso-8859-2'],
  ['ISO_IR 109', 'iso-8859-3'],
  ['ISO_IR 110', 'iso-8859-4'],
  ['ISO_IR 144', 'iso-8859-5'],
  ['ISO_IR 127', 'iso-8859-6'],
  ['ISO_IR 126', 'iso-8859-7'],
  ['ISO_IR 138', 'iso-8859-8'],
  ['ISO_IR 148', 'iso-8859-9'],
  ['ISO_IR 203', 'iso-8859-15'],
  ['ISO_IR 166', 'iso-8859-11'],
  ['ISO_IR 13', 'shift_jis'],
  ['ISO_IR 192', 'utf-8'],
  ['GB18030', 'gb18030'],
  ['GBK', 'gbk'],
]);

interface EscapeSequence {
  /** What follows ESC. */
  readonly sequence: string;
  /** What pairs of bytes below 0x80 mean from here on; null: bytes below 0x80 are ASCII again. */
  readonly wide?: 'JIS X 0208' | 'JIS X 0212' | null;
  /** What bytes above mean from here on. */
  readonly decoder?: string;
}

/** PS3.3 tables C.12-3 and C.12-4. */
export const escapeSequences: readonly EscapeSequence[] = [
  { sequence: '(B', wide: null },
  { sequence: '(J', wide: null },
  { sequence: '$B', wide: 'JIS X 0208' },
  { sequence: '$(D', wide: 'JIS X 0212' },
  { sequence: ')I', decoder: 'shift_jis' },
  { sequence: '$)C', decoder: 'euc-kr' },
  { sequence: '$)A', decoder: 'gbk' },
  { sequence: '-A', decoder: 'iso-8859-1' },
  { sequence: '-B', decoder: 'iso-8859-2' },
  { sequence: '-C', decoder: 'iso-8859-3' },
  { sequence: '-D', decoder: 'iso-8859-4' },
  { sequence: '-L', decoder: 'iso-8859-5' },
  { sequence: '-G', decoder: 'iso-8859-6' },
  { sequence: '-F', decoder: 'iso-8859-7' },
  { sequence: '-H', decoder: 'iso-8859-8' },
  { sequence: '-M', decoder: 'iso-8859-9' },
  { sequence: '-b', decoder: 'iso-8859-15' },
  { sequence: '-T', decoder: 'iso-8859-11' },
];
