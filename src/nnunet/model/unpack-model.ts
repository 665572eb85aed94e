import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise, type ZipFile } from 'yauzl';
import { ModelError } from '../../errors.js';
import { sha256Of } from '../../files/sha256-of.js';
import { staysBelow } from '../../files/stays-below.js';
import { isSystemError, systemError } from '../../files/system-error.js';
import { writeWhole } from '../../files/write-whole.js';
import type { Log } from '../../log.js';

/** What a model folder is made of; results may hold validation images, logs and plots beside it. */
const needed =
  /(^|\/)(plans\.(json|pkl)|(dataset|model|postprocessing)\.json|[^/]+\.(pth|onnx|model|model\.pkl))$/;

/** Whether a path within a model folder is that of a file which the model is made of. */
export function isModelFile(path: string): boolean {
  return needed.test(path);
}

/**
 * Unpacks a model that is a .zip, as `nnUNetv2_export_model_to_zip` writes it or a release has it, into a cache: once, as
 * long as the file stays the same. The cache is `$AUTOPET_CACHE`, else `autopet` in the user's cache folder, and may be
 * removed at any time.
 *
 * @returns the folder
 * @throws ModelError when it is damaged, or holds no model; ResourceError when the disk is full
 */
export async function unpackModel(path: string, log: Log): Promise<string> {
  const { size, mtimeMs } = await stat(path).catch((cause: unknown) => {
    throw systemError(cause, path, 'read', ModelError);
  });
  const mark = sha256Of(`${path}\n${size}\n${mtimeMs}`).slice(0, 12);
  const name = `${basename(path).replace(/\.zip$/i, '')}-${mark}`;
  const known = cacheFolders()
    .map((folder) => join(folder, name))
    .find((folder) => existsSync(folder));
  if (known !== undefined) return known;
  const folder = join(await writableCache(), name);
  log.info({ folder }, `unpacking ${path} to ${folder}, which may be removed at any time`);
  await writeWhole(folder, (partial) => unpack(path, partial));
  return folder;
}

/** Where homes cannot be written, as in containers, the second will do. */
function cacheFolders(): readonly string[] {
  const { AUTOPET_CACHE: own, XDG_CACHE_HOME: users } = process.env;
  const usual = own || join(users || join(homedir(), '.cache'), 'autopet');
  return [join(usual, 'models'), join(tmpdir(), 'autopet-models')];
}

async function writableCache(): Promise<string> {
  const [usual, other] = cacheFolders();
  return mkdir(usual!, { recursive: true }).then(
    () => usual!,
    () => other!,
  );
}

async function unpack(path: string, folder: string): Promise<void> {
  let zip: ZipFile | null = null;
  let count = 0;
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true });
    await mkdir(folder);
    for await (const entry of zip.eachEntry()) {
      if (!isModelFile(entry.fileName) || !staysBelow(entry.fileName)) continue;
      const target = join(folder, entry.fileName);
      await mkdir(dirname(target), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
      count++;
    }
  } catch (cause) {
    if (isSystemError(cause)) throw cause;
    throw new ModelError(
      `${path} is damaged, or of a kind that is not read (encrypted, for one). Get it again, or unpack it and give the folder.`,
      { cause },
    );
  } finally {
    zip?.close();
  }
  if (count > 0) return;
  throw new ModelError(`${path} holds no model: no plans.json and no weights.`);
}
