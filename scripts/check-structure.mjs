// Part of `npm run lint`: the rules of .dependency-cruiser.cjs for ./src, and two that
// dependency-cruiser cannot hold: no circle between rooms, and no type named by import('…').
import { dirname } from 'node:path/posix';
import { parseFileSync } from '@swc/core';
import { cruise, format } from 'dependency-cruiser';
import config from '../.dependency-cruiser.cjs';

const { forbidden, options } = config;
const { output: found } = await cruise(['src'], {
  ...options,
  validate: true,
  ruleSet: { forbidden },
});
const ours = found.modules.filter(({ source }) => source.startsWith('src/'));
const { output, exitCode } = await format(found, { outputType: 'err-long' });
const complaints = [...circlesOfRooms(ours), ...hiddenImports(ours)];

process.stdout.write(output);
for (const complaint of complaints) {
  process.stdout.write(`  error ${complaint}\n`);
}
process.exitCode = exitCode !== 0 || complaints.length > 0 ? 1 : 0;

/** A folder and the files that lie directly in it; each file directly in src/ is one by itself. */
function roomOf(file) {
  const folder = dirname(file);
  return folder === 'src' ? file : folder;
}

/** For each import from room to room that lies on a circle, the shortest one, told once. */
function circlesOfRooms(modules) {
  /** From room to room: the import that leads there. */
  const doors = new Map(modules.map(({ source }) => [roomOf(source), new Map()]));
  for (const { source, dependencies } of modules) {
    for (const { resolved } of dependencies) {
      const [from, to] = [roomOf(source), roomOf(resolved)];
      if (from !== to && doors.has(to) && !doors.get(from).has(to)) {
        doors.get(from).set(to, `${source} → ${resolved}`);
      }
    }
  }
  const circles = new Map();
  for (const [from, exits] of doors) {
    for (const to of exits.keys()) {
      const back = shortestWay(doors, to, from);
      if (back !== undefined) {
        circles.set([...back].sort().join(), [from, ...back]);
      }
    }
  }
  return [...circles.values()].map((rooms) =>
    [
      `no-circle-of-rooms: ${rooms.join(' → ')}`,
      ...rooms.slice(1).map((room, index) => `    ${doors.get(rooms[index]).get(room)}`),
    ].join('\n'),
  );
}

/** The rooms from `start` to `end`, both included. */
function shortestWay(doors, start, end) {
  const ways = [[start]];
  const seen = new Set([start]);
  for (const way of ways) {
    for (const room of doors.get(way.at(-1)).keys()) {
      if (room === end) {
        return [...way, room];
      }
      if (!seen.has(room)) {
        seen.add(room);
        ways.push([...way, room]);
      }
    }
  }
  return undefined;
}

/** `import('./x.js').T` as a type: the one form of import that dependency-cruiser's swc reader misses. */
function hiddenImports(modules) {
  return modules.flatMap(({ source }) => {
    const syntax = parseFileSync(source, { syntax: 'typescript', target: 'es2022' });
    return importTypes(syntax).map(
      (name) =>
        `no-hidden-import: ${source} names a type by import('${name}'); use import type … from`,
    );
  });
}

function importTypes(node) {
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  const inside = Object.values(node).flatMap(importTypes);
  return node.type === 'TsImportType' ? [node.argument.value, ...inside] : inside;
}
