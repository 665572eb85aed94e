import { ModelError } from '../../errors.js';
import { malformedPickle } from './malformed-pickle.js';
import { NumpyArray, NumpyDtype, Opaque, PickledGlobal, type PickleValue } from './pickle-value.js';

/**
 * Bytes that what a pickle makes may take: enough for a training log of 140 000 numpy numbers, and
 * little enough that a file made to exhaust memory is refused first.
 */
const memoryBudget = 56 * 2 ** 20;

/** Rough bytes in V8, as seen with millions of each; `slot` is a place in a growing array. */
const costs = { slot: 24, number: 24, text: 32, object: 40, list: 56, dict: 200, entry: 48 };

/** The stack, the memo and the memory budget of an unpickling; each method throws a ModelError if misused. */
export class PickleMachine {
  private spent = 0;
  private greatestDepth = 0;
  private readonly stack: PickleValue[] = [];
  /** Stack heights at which marks were set. */
  private readonly marks: number[] = [];
  private readonly memo: PickleValue[] = [];

  /** Puts a new value on the stack. */
  pushNew(value: PickleValue): void {
    this.spend(costOf(value));
    this.push(value);
  }

  /** Puts a value on the stack that exists elsewhere already. */
  push(value: PickleValue): void {
    this.stack.push(value);
    this.spendOnDepth();
  }

  pop(): PickleValue {
    return this.popLast(1)[0]!;
  }

  popLast(count: number): PickleValue[] {
    if (this.stack.length - count < this.floor()) throw malformedPickle('an empty stack');
    return this.stack.splice(-count);
  }

  mark(): void {
    this.marks.push(this.stack.length);
    this.spendOnDepth();
  }

  /** Takes the values above the last mark. */
  popMarked(): PickleValue[] {
    const mark = this.marks.pop();
    if (mark === undefined) throw malformedPickle('a missing mark');
    return this.stack.splice(mark);
  }

  /** Adds to the list on top of the stack. */
  append(items: readonly PickleValue[]): void {
    const list = this.top();
    if (!Array.isArray(list)) throw malformedPickle('items for something that is no list');
    this.spend(costs.slot * items.length);
    for (const item of items) list.push(item);
  }

  /** Adds keys and values, in turns, to the dict on top of the stack. */
  setItems(items: readonly PickleValue[]): void {
    const dict = this.top();
    if (!(dict instanceof Map) || items.length % 2 !== 0) {
      throw malformedPickle('items for something that is no dict');
    }
    this.spend((costs.entry * items.length) / 2);
    for (let i = 0; i < items.length; i += 2) dict.set(items[i]!, items[i + 1]!);
  }

  /** Keeps the top of the stack in the memo, by default under the next number; none is skipped. */
  remember(key = this.memo.length): void {
    if (key > this.memo.length) throw malformedPickle('a gap in the memo');
    if (key === this.memo.length) this.spend(costs.slot);
    this.memo[key] = this.top();
  }

  recall(key: number): void {
    const value = this.memo[key];
    if (value === undefined) throw malformedPickle('a reference to nothing');
    this.push(value);
  }

  /** Replaces an allowed function and its arguments by the value that it stands for. */
  call(): void {
    const [callee, args] = this.popLast(2);
    if (!(callee instanceof PickledGlobal) || !callee.build || !Array.isArray(args)) {
      throw malformedPickle('a call of something that is no function');
    }
    this.pushNew(callee.build(args));
  }

  /** Takes the state of the object below it. What matters are a numpy dtype's byte order, and what an array holds. */
  setState(): void {
    const state = this.pop();
    const target = this.top();
    if (target instanceof NumpyDtype && Array.isArray(state)) {
      target.littleEndian = state[1] !== '>';
    } else if (target instanceof NumpyArray && Array.isArray(state)) {
      const [, shape, dtype, isFortran, data] = state;
      if (!Array.isArray(shape) || !(dtype instanceof NumpyDtype)) {
        throw malformedPickle('a numpy array without a shape or dtype');
      }
      Object.assign(target, { shape, dtype, isFortran: isFortran === true, data: data ?? null });
    } else if (!(target instanceof Map) && !(target instanceof Opaque)) {
      throw malformedPickle('a state for something that has none');
    }
  }

  private top(): PickleValue {
    if (this.stack.length <= this.floor()) throw malformedPickle('an empty stack');
    return this.stack.at(-1)!;
  }

  /** Values below the last mark are out of reach until the mark is gone. */
  private floor(): number {
    return this.marks.at(-1) ?? 0;
  }

  /** The stacks shrink again, so only their greatest depth counts. */
  private spendOnDepth(): void {
    const depth = this.stack.length + this.marks.length;
    if (depth <= this.greatestDepth) return;
    this.greatestDepth = depth;
    this.spend(costs.slot);
  }

  private spend(cost: number): void {
    this.spent += cost;
    if (this.spent > memoryBudget) {
      throw new ModelError(
        `its data.pkl would take more than ${memoryBudget / 2 ** 20} MiB of memory: save it again without its training log`,
      );
    }
  }
}

function costOf(value: PickleValue): number {
  if (Array.isArray(value)) return costs.list + 8 * value.length;
  if (value instanceof Map) return costs.dict;
  if (typeof value === 'string') return costs.text + 2 * value.length;
  return typeof value === 'number' ? costs.number : costs.object;
}
