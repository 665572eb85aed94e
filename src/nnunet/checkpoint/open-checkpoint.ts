import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ModelError, ResourceError } from '../../errors.js';
import { systemError } from '../../files/system-error.js';
import { canonicalWeights } from './canonical-weights.js';
import type { Checkpoint, StoredTensor } from './checkpoint.js';
import type { NnunetCheckpoint } from './nnunet-checkpoint.js';
import { openTorchArchive } from './open-torch-archive.js';
import { parseNnunetCheckpoint } from './parse-nnunet-checkpoint.js';
import { isV1Checkpoint, parseV1Checkpoint } from './parse-v1-checkpoint.js';
import { unpickle } from './pickle.js';
import type { PickledTensor, PickleValue } from './pickle-value.js';
import { printable } from './printable.js';
import { storedTensor } from './stored-tensor.js';
import type { TorchArchive } from './torch-archive.js';

/**
 * Opens an nnU-Net checkpoint of any size: v2's `checkpoint_final.pth`, or v1's `model_final_checkpoint.model` with the
 * `.pkl` beside it, whose content is given as v2 would have it. Nothing in it can be executed: classes and functions outside a short allow list are refused by
 * name. The weights stay in the file until they are read, one by one; optimiser state is never read.
 *
 * Weights are renamed as {@link canonicalWeights} describes: prefixes and duplicates are gone.
 *
 * @throws ModelError with the path if the file cannot be read, is no nnU-Net v2 checkpoint, is damaged,
 * or holds a weight of a type or layout that no network has.
 */
export async function openCheckpoint(path: string): Promise<Checkpoint> {
  return naming(`Checkpoint ${path} cannot be used`, async () => {
    if (!(await stat(path)).isFile()) throw new ModelError('it is not a file');
    const file = await open(path, 'r');
    try {
      return await readCheckpoint(path, file);
    } catch (error) {
      await file.close();
      throw error;
    }
  });
}

async function readCheckpoint(path: string, file: FileHandle): Promise<Checkpoint> {
  const archive = await openTorchArchive(file);
  const { stateDict, ...checkpoint } = await parse(path, unpickle(archive.pickle));
  const tensors = canonicalWeights(stateDict);
  const weights = new Map<string, StoredTensor>();
  for (const [name, tensor] of tensors) {
    weights.set(name, await storedWeight(path, name, tensor, archive));
  }
  return {
    ...checkpoint,
    weights,
    hasSums: archive.hasSums,
    verify: () => naming(`Checkpoint ${path} cannot be used`, () => verify(tensors, archive)),
    close: () => file.close(),
  };
}

/** What nnU-Net v1 tells of its training lies in a file beside the weights. */
async function parse(path: string, content: PickleValue): Promise<NnunetCheckpoint> {
  if (!(content instanceof Map) || !isV1Checkpoint(content)) return parseNnunetCheckpoint(content);
  return parseV1Checkpoint(content, await readInfo(`${path}.pkl`));
}

async function readInfo(path: string): Promise<PickleValue> {
  const { size } = await stat(path).catch(() => {
    throw new ModelError(
      `it is an nnU-Net v1 checkpoint without ${basename(path)}, which its trainer writes beside it. Copy both`,
    );
  });
  if (size > largestInfo) {
    throw new ModelError(
      `${basename(path)} has ${size} bytes, more than the ${largestInfo} allowed`,
    );
  }
  return unpickle(await readFile(path));
}

// Plans of a thousand cases have 1 to 2 MB.
const largestInfo = 16 * 2 ** 20;

/** Weights may share a storage, which is read once. */
async function verify(
  tensors: ReadonlyMap<string, PickledTensor>,
  archive: TorchArchive,
): Promise<void> {
  if (!archive.hasSums) return;
  const seen = new Set<string>();
  for (const [name, { storage }] of tensors) {
    const { key } = storage;
    if (seen.has(key) || archive.storageSize(key) === undefined) continue;
    seen.add(key);
    if (await archive.isSound(key)) continue;
    throw new ModelError(
      `its weight ${printable(name)} is damaged: its bytes do not have the checksum that was written with them. Copy the file again`,
    );
  }
}

/** The tensor, with its name in the messages of its errors. */
async function storedWeight(
  path: string,
  name: string,
  tensor: PickledTensor,
  archive: TorchArchive,
): Promise<StoredTensor> {
  const weight = await naming(`its weight ${printable(name)} is unusable`, async () =>
    storedTensor(tensor, archive),
  );
  const unreadable = `Checkpoint ${path}, weight ${printable(name)} cannot be read`;
  return {
    ...weight,
    read: () => naming(unreadable, weight.read),
    locate: () => naming(unreadable, weight.locate),
  };
}

/** Runs `work`; the messages of its expected failures begin with `context`. */
async function naming<T>(context: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = systemError(error, 'the file', 'read', ModelError);
    for (const Kind of [ModelError, ResourceError]) {
      if (failure instanceof Kind) {
        throw new Kind(`${context}: ${failure.message}`, { cause: error });
      }
    }
    throw failure;
  }
}
