import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { entriesIn } from './entries-in.js';
import { mapAtOnce } from './map-at-once.js';

/** A folder, and what of it is no folder. */
export interface WalkedFolder {
  readonly path: string;
  /** In the order of their names: files, and links that lead nowhere, sockets and the like. */
  readonly entries: readonly WalkedEntry[];
}

export interface WalkedEntry {
  readonly name: string;
  readonly isFile: boolean;
}

export interface WalkOptions {
  /** Of which names entries are told, for there may be very many files. Default: of all. */
  readonly wants?: (name: string) => boolean;
  /** Whether folders whose names begin with a dot are left out. Default: no. */
  readonly skipsHidden?: boolean;
  /** Hears of a folder below the first that cannot be read, which is left out. Default: the walk fails. */
  readonly onUnreadable?: (path: string) => void;
}

// File systems over a network answer several at once.
const atOnce = 16;

/**
 * A folder and all those in it, at any depth and through links; each once, however many links lead there. A folder comes before those
 * in it, and these in the order of their names.
 *
 * @throws the system's error when a folder cannot be read
 */
export async function walkFolders(
  root: string,
  { wants = () => true, skipsHidden = false, onUnreadable }: WalkOptions = {},
): Promise<readonly WalkedFolder[]> {
  const realRoot = await realpath(root);
  const listings = await listAll(realRoot, { wants, skipsHidden });
  const walked: WalkedFolder[] = [];
  // Of several ways to a folder the first counts, whichever was listed first.
  function visit(path: string, real: string): void {
    const listing = listings.get(real);
    if (listing === undefined) return;
    listings.delete(real);
    if ('error' in listing) {
      if (onUnreadable === undefined || real === realRoot) throw listing.error;
      onUnreadable(path);
      return;
    }
    walked.push({ path, entries: listing.entries });
    for (const { name, real: inside } of listing.folders) visit(join(path, name), inside);
  }
  visit(root, realRoot);
  return walked;
}

/** What is in a folder, or why that cannot be told. */
type Listing = Listed | { readonly error: unknown };

interface Listed {
  readonly entries: readonly WalkedEntry[];
  /** Folders, and links to some, with where these truly are. */
  readonly folders: readonly { readonly name: string; readonly real: string }[];
}

type Choice = Required<Pick<WalkOptions, 'wants' | 'skipsHidden'>>;

/** Lists a folder and all that can be reached from it, by where they truly are. */
async function listAll(root: string, choice: Choice): Promise<Map<string, Listing>> {
  const listings = new Map<string, Listing>();
  const list = async (real: string): Promise<void> => {
    const listing = await listOne(real, choice).catch((error: unknown) => ({ error }));
    listings.set(real, listing);
  };
  for (let level = [root]; level.length > 0; ) {
    await mapAtOnce(level, atOnce, list);
    const below = new Set<string>();
    for (const real of level) {
      const listing = listings.get(real)!;
      if ('error' in listing) continue;
      for (const { real: inside } of listing.folders) if (!listings.has(inside)) below.add(inside);
    }
    level = [...below];
  }
  return listings;
}

/** In arrays of just their length: there may be very many. */
async function listOne(real: string, { wants, skipsHidden }: Choice): Promise<Listed> {
  const inside = await entriesIn(real);
  const folders = inside.filter(
    ({ name, isFolder }) => isFolder && !(skipsHidden && name.startsWith('.')),
  );
  const others = inside.filter(({ name, isFolder }) => !isFolder && wants(name));
  const places = folders.map(async ({ name, isLink }) => {
    const path = join(real, name);
    return { name, real: isLink ? await realpath(path) : path };
  });
  return {
    entries: others.map(({ name, isFile }) => ({ name, isFile })),
    folders: await Promise.all(places),
  };
}
