import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, dirname, extname, join, sep } from 'node:path';
import fs from 'fs-extra';
import { UsageError } from '../errors.js';
import { endingOf } from './endings.js';
import { sha256Of } from './sha256-of.js';
import { systemError } from './system-error.js';

/** What is half-written, and what it will be. */
const partials = new Map<string, string>();
let made = 0;
let follow: (partial: string, isThere: boolean) => void = () => undefined;

/** Lets somebody know of everything half-written: before it is made, and when it is gone. */
export function followPartials(follower: typeof follow): void {
  follow = follower;
}

/**
 * Gives `use` a name for what will become `target` once it is whole: in the same folder, so that it can
 * be renamed, hidden and unlike any name that a platform would pick up, with the same ending, and
 * short, so that it fits wherever the target's does. Whatever has that name afterwards is removed, and
 * beforehand what processes that were killed have left in that folder.
 */
export async function withPartial<T>(
  target: string,
  use: (partial: string) => Promise<T>,
): Promise<T> {
  await sweep(dirname(target));
  made += 1;
  const name = `${markOf(target)}${process.pid}-${made}.partial${shortEnding(target)}`;
  const partial = join(dirname(target), name);
  partials.set(partial, target);
  follow(partial, true);
  try {
    return await use(partial);
  } finally {
    // What cannot be removed, on a disk that fails say, must not hide why.
    await fs.remove(partial).catch(() => undefined);
    partials.delete(partial);
    follow(partial, false);
  }
}

/** A folder for a while. */
export interface TemporaryFolder {
  readonly path: string;
  /** Removes it with all that is in it. */
  remove(): Promise<void>;
}

/**
 * Makes a folder in the system's temporary one that only this user may read, under a name that tells nothing. Like all that is
 * half-written it goes with the process, however that ends.
 */
export async function openTemporaryFolder(): Promise<TemporaryFolder> {
  await sweep(tmpdir());
  made += 1;
  const path = join(tmpdir(), `${markOf('')}${process.pid}-${made}-${randomUUID()}`);
  partials.set(path, path);
  follow(path, true);
  const remove = async (): Promise<void> => {
    await fs.remove(path);
    partials.delete(path);
    follow(path, false);
  };
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (cause) {
    await remove().catch(() => undefined);
    throw systemError(cause, path, 'made', UsageError);
  }
  return { path, remove };
}

/** What a path is called once all is whole: it may be half-written itself, or lie in a folder that is. */
export function finalName(path: string): string {
  for (const [partial, target] of partials) {
    if (path === partial || path.startsWith(`${partial}${sep}`))
      return `${target}${path.slice(partial.length)}`;
  }
  return path;
}

/**
 * Removes all that is half-written, for a process that is about to end.
 *
 * @returns whether nothing is left
 */
export function removePartials(): boolean {
  for (const partial of partials.keys()) {
    try {
      fs.removeSync(partial);
      partials.delete(partial);
    } catch {
      // The others can still be removed.
    }
  }
  return partials.size === 0;
}

const swept = new Set<string>();
const mostSwept = 64;

/**
 * Removes what processes of this machine that are no more have left in a folder: once, for one of very many results takes long
 * to list.
 */
async function sweep(folder: string): Promise<void> {
  if (swept.has(folder)) return;
  if (swept.size === mostSwept) swept.clear();
  swept.add(folder);
  const leftover = new RegExp(`^\\.autopet-[0-9a-f]+-${hostMark()}-(\\d+)-`);
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = Number(leftover.exec(name)?.[1] ?? 0);
    if (pid > 0 && isGone(pid)) {
      await fs.remove(join(folder, name)).catch(() => undefined);
    }
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** What the partial names of a target begin with on this machine; the number of the process follows. */
function markOf(target: string): string {
  return `.autopet-${shortHash(basename(target))}-${hostMark()}-`;
}

/** Tells machines apart, and containers, in which the same numbers are other processes. */
function hostMark(): string {
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has such.
  }
  return shortHash(`${hostname()} ${namespace}`);
}

function shortHash(text: string): string {
  return sha256Of(text).slice(0, 12);
}

const longestEnding = 12;

function shortEnding(target: string): string {
  const ending = endingOf(basename(target)) ?? extname(target);
  return Buffer.byteLength(ending) <= longestEnding ? ending : '';
}
