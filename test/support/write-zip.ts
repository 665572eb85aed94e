import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { crc32 } from './crc32.js';

/** What goes into a .zip: a file under its place's number and its name, or content under a name of its own. */
export type ZipPart = string | { readonly name: string; readonly content: Buffer };

/** Writes a .zip, not compressed. */
export function writeZip(path: string, files: readonly ZipPart[]): void {
  const [locals, centrals]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [i, file] of files.entries()) {
    const [name, content] =
      typeof file === 'string'
        ? [Buffer.from(`${i}/${basename(file)}`), readFileSync(file)]
        : [Buffer.from(file.name), file.content];
    const same = Buffer.alloc(26);
    same.writeUInt16LE(20, 0);
    same.writeUInt32LE(crc32(content), 10);
    same.writeUInt32LE(content.length, 14);
    same.writeUInt32LE(content.length, 18);
    same.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), same, name, content]);
    centrals.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), same, place, name);
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  writeFileSync(path, Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), end]));
}
