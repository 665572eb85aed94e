import { malformedPickle } from './malformed-pickle.js';

const newline = 10;

/** Reads a pickle's bytes in order; each method throws a ModelError if the pickle ends too early. */
export class PickleCursor {
  /** @param at byte of `data` at which to begin */
  constructor(
    private readonly data: Buffer,
    private at = 0,
  ) {}

  /** Byte up to which it has read. */
  get position(): number {
    return this.at;
  }

  skip(length: number): void {
    this.take(length);
  }

  uint8(): number {
    return this.data.readUInt8(this.take(1));
  }

  uint16(): number {
    return this.data.readUInt16LE(this.take(2));
  }

  uint32(): number {
    return this.data.readUInt32LE(this.take(4));
  }

  /** Inexact beyond 2^53, where no length fits the data anyway. */
  uint64(): number {
    return Number(this.data.readBigUInt64LE(this.take(8)));
  }

  int32(): number {
    return this.data.readInt32LE(this.take(4));
  }

  /** A double, big-endian as pickle has it. */
  float64(): number {
    return this.data.readDoubleBE(this.take(8));
  }

  /** A little-endian two's complement integer of `length` bytes; a bigint if it is beyond 2^53. */
  long(length: number): number | bigint {
    const from = this.take(length);
    let value = 0n;
    for (let i = from + length - 1; i >= from; i--) value = (value << 8n) | BigInt(this.data[i]!);
    const signed = BigInt.asIntN(8 * length, value);
    const number = Number(signed);
    return Number.isSafeInteger(number) ? number : signed;
  }

  utf8(length: number): string {
    const from = this.take(length);
    return this.data.toString('utf8', from, from + length);
  }

  /** Bytes as a string of one character each. */
  latin1(length: number): string {
    const from = this.take(length);
    return this.data.toString('latin1', from, from + length);
  }

  /** The text up to the next line end, which is skipped. */
  line(): string {
    const end = this.data.indexOf(newline, this.at);
    if (end < 0) throw malformedPickle('it ends too early');
    const text = this.data.toString('utf8', this.at, end);
    this.at = end + 1;
    return text;
  }

  /** Moves past `length` bytes and returns where they began. */
  private take(length: number): number {
    const from = this.at;
    if (length > this.data.length - from) throw malformedPickle('it ends too early');
    this.at = from + length;
    return from;
  }
}
