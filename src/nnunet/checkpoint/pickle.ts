import { malformedPickle } from './malformed-pickle.js';
import { PickleCursor } from './pickle-cursor.js';
import { findGlobal } from './pickle-globals.js';
import { PickleMachine } from './pickle-machine.js';
import { opcodes } from './pickle-opcodes.js';
import { PickledBytes, type PickledGlobal, type PickleValue } from './pickle-value.js';
import { rebuildStorage } from './rebuild-storage.js';

/**
 * Reads a pickle of protocol 2 to 5 as `torch.save` writes it. Only values are made: a class or
 * function must be on the allow list of pickle-globals, where it stands for a function of ours.
 * References are shared, so a value may be reachable in many ways, or even contain itself.
 *
 * @throws ModelError if the pickle is cut short or malformed, asks for anything else, or would take
 * too much memory.
 */
export function unpickle(data: Buffer): PickleValue {
  return unpickleNext(new PickleCursor(data));
}

/** As {@link unpickle}, where more may follow: the cursor stays behind the pickle. */
export function unpickleNext(cursor: PickleCursor): PickleValue {
  const machine = new PickleMachine();
  const version = cursor.uint8() === opcodes.proto ? cursor.uint8() : 0;
  if (version < 2 || version > 5) {
    throw malformedPickle('it is no pickle of protocol 2 to 5');
  }
  for (;;) {
    const opcode = cursor.uint8();
    if (opcode === opcodes.stop) return machine.pop();
    const execute = instructions[opcode];
    if (!execute) throw malformedPickle(`opcode 0x${opcode.toString(16)}`);
    execute(machine, cursor);
  }
}

type Instruction = (machine: PickleMachine, cursor: PickleCursor) => void;

const instructions: Readonly<Record<number, Instruction>> = {
  [opcodes.frame]: (_machine, cursor) => cursor.skip(8),
  [opcodes.mark]: (machine) => machine.mark(),

  [opcodes.none]: (machine) => machine.push(null),
  [opcodes.newTrue]: (machine) => machine.push(true),
  [opcodes.newFalse]: (machine) => machine.push(false),
  [opcodes.binInt]: (machine, cursor) => machine.pushNew(cursor.int32()),
  [opcodes.binInt1]: (machine, cursor) => machine.push(cursor.uint8()),
  [opcodes.binInt2]: (machine, cursor) => machine.push(cursor.uint16()),
  [opcodes.long1]: (machine, cursor) => machine.pushNew(cursor.long(cursor.uint8())),
  [opcodes.binFloat]: (machine, cursor) => machine.pushNew(cursor.float64()),

  [opcodes.shortBinUnicode]: (machine, cursor) => machine.pushNew(cursor.utf8(cursor.uint8())),
  [opcodes.binUnicode]: (machine, cursor) => machine.pushNew(cursor.utf8(cursor.uint32())),
  [opcodes.binUnicode8]: (machine, cursor) => machine.pushNew(cursor.utf8(cursor.uint64())),
  [opcodes.shortBinBytes]: (machine, cursor) => pushBytes(machine, cursor, cursor.uint8()),
  [opcodes.binBytes]: (machine, cursor) => pushBytes(machine, cursor, cursor.uint32()),
  [opcodes.binBytes8]: (machine, cursor) => pushBytes(machine, cursor, cursor.uint64()),
  [opcodes.byteArray8]: (machine, cursor) => pushBytes(machine, cursor, cursor.uint64()),

  // Text of Python 2, where it was bytes too.
  [opcodes.shortBinString]: (machine, cursor) => machine.pushNew(cursor.latin1(cursor.uint8())),
  [opcodes.binString]: (machine, cursor) => machine.pushNew(cursor.latin1(cursor.uint32())),

  [opcodes.emptyTuple]: (machine) => machine.pushNew([]),
  [opcodes.tuple1]: (machine) => machine.pushNew(machine.popLast(1)),
  [opcodes.tuple2]: (machine) => machine.pushNew(machine.popLast(2)),
  [opcodes.tuple3]: (machine) => machine.pushNew(machine.popLast(3)),
  [opcodes.tuple]: (machine) => machine.pushNew(machine.popMarked()),
  [opcodes.emptyList]: (machine) => machine.pushNew([]),
  [opcodes.append]: (machine) => machine.append(machine.popLast(1)),
  [opcodes.appends]: (machine) => machine.append(machine.popMarked()),
  [opcodes.emptySet]: (machine) => machine.pushNew([]),
  [opcodes.addItems]: (machine) => machine.append(machine.popMarked()),
  [opcodes.frozenSet]: (machine) => machine.pushNew(machine.popMarked()),
  [opcodes.emptyDict]: (machine) => machine.pushNew(new Map()),
  [opcodes.setItem]: (machine) => machine.setItems(machine.popLast(2)),
  [opcodes.setItems]: (machine) => machine.setItems(machine.popMarked()),

  [opcodes.binPut]: (machine, cursor) => machine.remember(cursor.uint8()),
  [opcodes.longBinPut]: (machine, cursor) => machine.remember(cursor.uint32()),
  [opcodes.memoize]: (machine) => machine.remember(),
  [opcodes.binGet]: (machine, cursor) => machine.recall(cursor.uint8()),
  [opcodes.longBinGet]: (machine, cursor) => machine.recall(cursor.uint32()),

  [opcodes.global]: (machine, cursor) => machine.push(readGlobal(cursor)),
  [opcodes.stackGlobal]: stackGlobal,
  [opcodes.inst]: refuseInst,
  [opcodes.binPersId]: (machine) => machine.pushNew(rebuildStorage(machine.pop())),
  [opcodes.reduce]: (machine) => machine.call(),
  [opcodes.build]: (machine) => machine.setState(),
};

function pushBytes(machine: PickleMachine, cursor: PickleCursor, length: number): void {
  machine.pushNew(new PickledBytes(cursor.latin1(length)));
}

function readGlobal(cursor: PickleCursor): PickledGlobal {
  const module = cursor.line();
  return findGlobal(module, cursor.line());
}

/** An old way to call a class, looked up only so that the error names a forbidden one. */
function refuseInst(_machine: PickleMachine, cursor: PickleCursor): void {
  throw malformedPickle(`opcode INST for ${readGlobal(cursor).name}`);
}

function stackGlobal(machine: PickleMachine): void {
  const [module, name] = machine.popLast(2);
  if (typeof module !== 'string' || typeof name !== 'string') {
    throw malformedPickle('a class whose name is no text');
  }
  machine.push(findGlobal(module, name));
}
