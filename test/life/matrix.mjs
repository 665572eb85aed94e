// What becomes of every command when it is stopped, killed, or runs out of something, at every stage:
//   npm run build && node test/life/matrix.mjs [PART...]      parts: signals kills memory disk files pipes others server
// Linux; as root it also mounts a small tmpfs and makes a memory cgroup (v1). Prints the rows of a table in Markdown; exit code 1
// when one is not as docs/decisions/0022-process-life.md promises.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow, run } from './run.mjs';

const kit = fileURLToPath(new URL('../parity/kits/plain', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'autopet-life-'));
const [pet, ct, model] = ['pet.mha', 'ct.mha', 'model'].map((name) => join(kit, name));
const wanted = process.argv.slice(2);
const earlier = 'of an earlier run\n';
const codes = { SIGTERM: 143, SIGINT: 130, SIGHUP: 129 };
let made = 0;
let failures = 0;

function newFolder() {
  made += 1;
  const folder = join(root, String(made));
  mkdirSync(folder);
  return folder;
}

/** A study to segment, and an earlier result in the place of the new one. */
function segmentInto(folder, ...more) {
  const output = join(folder, 'mask.mha');
  const report = join(folder, 'report.json');
  for (const path of [output, report]) writeFileSync(path, earlier);
  const paths = [
    '--pet',
    pet,
    '--ct',
    ct,
    '--model',
    model,
    '--output',
    output,
    '--report',
    report,
  ];
  return ['segment', ...paths, '--accept-input', '--device', 'cpu', ...more];
}

const reference = newFolder();
const first = await run('cli.js', segmentInto(reference));
if (first.code !== 0) throw new Error(`the reference run failed: ${first.line}`);
const mask = readFileSync(join(reference, 'mask.mha'));

/** What is there now: `before`, `whole`, or what is wrong. */
function stateOf(folder) {
  if (!existsSync(folder)) return 'gone';
  const names = filesBelow(folder);
  if (names.some((name) => name.startsWith('.autopet-'))) return `LEFTOVER ${names.join(' ')}`;
  const [found, report] = ['mask.mha', 'report.json'].map((name) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path) : null;
  });
  const isOld = (content) => content === null || String(content) === earlier;
  if (isOld(found) && isOld(report)) return 'before';
  if (found?.equals(mask) && report !== null && JSON.parse(report).lesions) return 'whole';
  return 'MIXED';
}

/** Prints a row. `expected`: exit codes and states that are right, and what the last line is to say. */
function row(event, stage, { code, line, seconds }, state, expected) {
  const isRight =
    [expected.code].flat().includes(code) &&
    [expected.state].flat().includes(state) &&
    (expected.line === undefined || expected.line.test(line));
  if (!isRight) failures += 1;
  const short = line.replaceAll(root, '…').replaceAll(kit, 'kit').slice(0, 160);
  console.log(
    `| ${event} | ${stage} | ${code} | ${state} | ${short} | ${seconds.toFixed(1)} | ${isRight ? 'ok' : 'FAIL'} |`,
  );
}

const stages = {
  'at the start': 150,
  'while it loads': 1000,
  'after model': /"stage":"model"/,
  'after read': /"stage":"read"/,
  'after preprocess': /"stage":"preprocess"/,
  'in the network': /"tiles":/,
  'after network': /"stage":"network"/,
  'after postprocess': /"stage":"postprocess"/,
  'after write': /"stage":"write"/,
};

/** A run that has ended before it was stopped is done. */
const orDone = (code, state, { code: found }) =>
  found === 0 ? { code: 0, state: 'whole' } : { code, state };

async function signals() {
  for (const signal of Object.keys(codes)) {
    for (const [stage, when] of Object.entries(stages)) {
      const folder = newFolder();
      const act = ({ watcher }) => process.kill(watcher, signal);
      const end = await run('cli.js', segmentInto(folder), { when, act });
      const line =
        end.code === 0 ? undefined : new RegExp(`^autopet: stopped by ${signal}; nothing`);
      // Before its first line of JavaScript a process dies of the signal alone.
      const isEarly = typeof when === 'number' && end.line === '';
      row(signal, `segment, ${stage}`, end, stateOf(folder), {
        ...orDone(codes[signal], ['before', 'whole'], end),
        line: isEarly ? undefined : line,
      });
    }
  }
}

async function kills() {
  for (const [whom, code, line] of [
    ['work', 4, /^autopet: the system killed the process, most likely because memory ran out/],
    ['watcher', 137, /^$/],
  ]) {
    for (const [stage, when] of Object.entries(stages)) {
      const folder = newFolder();
      const act = (pids) => pids[whom] !== null && process.kill(pids[whom], 'SIGKILL');
      const end = await run('cli.js', segmentInto(folder), { when, act });
      row(`kill -9 of the ${whom}`, `segment, ${stage}`, end, stateOf(folder), {
        ...orDone(code, ['before', 'whole'], end),
        line: end.code === 0 ? undefined : line,
      });
    }
  }
  const folder = newFolder();
  const act = ({ watcher, work }) => {
    for (const pid of [watcher, work]) process.kill(pid, 'SIGKILL');
  };
  await run('cli.js', segmentInto(folder), { when: /"stage":"postprocess"/, act });
  const next = await run('cli.js', segmentInto(folder));
  row('kill -9 of both', 'the next run', next, stateOf(folder), { code: 0, state: 'whole' });
}

const given = (event) => ({ code: 4, state: 'before', line: /^autopet: .*(memory|heap)/, event });

async function memory() {
  for (const megabytes of [6, 8, 10, 12, 14, 16]) {
    const folder = newFolder();
    const env = { NODE_OPTIONS: `--max-old-space-size=${megabytes}` };
    const end = await run('cli.js', segmentInto(folder), { env });
    row(`heap of ${megabytes} MB`, 'segment', end, stateOf(folder), {
      ...given(),
      ...(end.code === 0 ? { code: 0, state: 'whole', line: undefined } : {}),
    });
  }
  for (const kilobytes of [
    800_000, 1_000_000, 1_500_000, 2_000_000, 2_500_000, 4_000_000, 9_000_000,
  ]) {
    const folder = newFolder();
    const end = await run('cli.js', segmentInto(folder), { shell: `ulimit -v ${kilobytes}` });
    row(`ulimit -v ${kilobytes}`, 'segment', end, stateOf(folder), given());
  }
  const group = memoryGroup();
  if (group === null) return;
  // Node.js sees the limit of the inner one, which is none: so the system has to kill.
  const inner = join(group, 'inner');
  mkdirSync(inner);
  for (const [within, event] of [
    [group, 'cgroup'],
    [inner, 'cgroup whose limit does not show'],
  ]) {
    for (const megabytes of [70, 90, 110, 130, 150, 170]) {
      writeFileSync(join(group, 'memory.limit_in_bytes'), String(megabytes * 1e6));
      const folder = newFolder();
      const shell = `echo $$ > ${within}/cgroup.procs`;
      const end = await run('cli.js', segmentInto(folder), { shell });
      row(`${event} of ${megabytes} MB`, 'segment', end, stateOf(folder), {
        ...given(),
        ...(end.code === 0 ? { code: 0, state: 'whole', line: undefined } : {}),
      });
    }
  }
  for (const path of [inner, group]) execFileSync('rmdir', [path]);
}

function memoryGroup() {
  const own = /^\d+:memory:(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
  const group = join('/sys/fs/cgroup/memory', own ?? '', `life-${process.pid}`);
  try {
    mkdirSync(group);
    return group;
  } catch {
    console.error('no memory cgroup can be made here: left out');
    return null;
  }
}

const full = { code: 4, state: 'before', line: /ENOSPC|EFBIG/ };

async function disk() {
  const folder = newFolder();
  const end = await run('cli.js', segmentInto(folder), { shell: 'ulimit -f 0' });
  row('ulimit -f 0', 'segment', end, stateOf(folder), full);
  const mounted = newFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', mounted]);
  } catch {
    console.error('nothing can be mounted here: left out');
    return;
  }
  try {
    const args = segmentInto(mounted, '--probabilities', join(mounted, 'p.mha'));
    row('full disk', 'segment --probabilities', await run('cli.js', args), stateOf(mounted), full);
    writeFileSync(join(mounted, 'filler'), Buffer.alloc(8192));
    row('full disk', 'segment', await run('cli.js', segmentInto(mounted)), stateOf(mounted), full);
    const onnx = await run('cli.js', ['import', checkpointKit(), join(mounted, 'imported')]);
    row(
      'full disk',
      'import',
      onnx,
      existsSync(join(mounted, 'imported')) ? 'THERE' : stateOf(mounted),
      full,
    );
    execFileSync('mount', ['-o', 'remount,ro', mounted]);
    const args2 = ['segment', '--pet', pet, '--ct', ct, '--model', model];
    const readOnly = await run('cli.js', [...args2, '--output', join(mounted, 'mask.mha')]);
    row('read-only', 'segment', readOnly, stateOf(mounted), {
      code: 2,
      state: 'before',
      line: /EROFS/,
    });
  } finally {
    execFileSync('umount', [mounted]);
  }
  const gone = newFolder();
  const vanish = () => rmSync(gone, { recursive: true });
  const after = await run('cli.js', segmentInto(gone), { when: /"tiles":/, act: vanish });
  row('output folder vanishes', 'in the network', after, stateOf(gone), {
    code: 0,
    state: 'whole',
  });
  const study = newFolder();
  cpSync(kit, study, { recursive: true });
  const lost = newFolder();
  const args = segmentInto(lost).map((arg) =>
    arg.startsWith(kit) ? arg.replace(kit, study) : arg,
  );
  const end2 = await run('cli.js', args, {
    when: /"stage":"model"/,
    act: () => rmSync(study, { recursive: true }),
  });
  row('input folder vanishes', 'after model', end2, stateOf(lost), {
    code: [0, 2, 3],
    state: ['before', 'whole'],
  });
}

function checkpointKit() {
  return join(kit, 'model');
}

async function files() {
  for (const limit of [25, 32, 48, 64, 80, 100, 120, 130, 140, 160, 200, 256]) {
    const folder = newFolder();
    const end = await run('cli.js', segmentInto(folder), { shell: `ulimit -n ${limit}` });
    row(`ulimit -n ${limit}`, 'segment', end, stateOf(folder), {
      ...(end.code === 0
        ? { code: 0, state: 'whole' }
        : { code: 4, state: 'before', line: /ulimit -n/ }),
    });
  }
}

async function pipes() {
  for (const redirect of [
    '| head -1',
    '| true',
    '2>&1 | true',
    '>/dev/full',
    '>/dev/full 2>/dev/full',
    '>&-',
    '2>&-',
    '>&- 2>&- <&-',
  ]) {
    const folder = newFolder();
    // With a pipe there is nothing to exec.
    const shell = `set -o pipefail; exec() { "$@"; }`;
    const end = await run('cli.js', segmentInto(folder), { shell, redirect });
    row(`segment ${redirect.replaceAll('|', '\\|')}`, '', end, stateOf(folder), {
      code: 0,
      state: 'whole',
    });
  }
}

async function others() {
  const two = newFolder();
  const both = await Promise.all([1, 2].map(() => run('cli.js', segmentInto(two))));
  for (const end of both)
    row('two at once', 'segment', end, stateOf(two), { code: 0, state: 'whole' });

  const studies = newFolder();
  for (const name of ['a', 'b', 'c']) cpSync(kit, join(studies, name), { recursive: true });
  writeFileSync(join(studies, 'b', 'ct.mha'), 'no image\n');
  const cohort = (output) => [
    ...['segment-folder', '--studies', studies, '--pet', 'pet.mha', '--ct', 'ct.mha'],
    ...['--output', output, '--model', model, '--accept-input', '--device', 'cpu'],
  ];
  const out = newFolder();
  const names = (folder) => filesBelow(folder).join(' ');
  const allButB = 'a.json a.mha c.json c.mha lesions.csv runs.csv';
  const failing = await run('cli.js', cohort(out));
  row('one study of three fails', 'segment-folder', failing, names(out), {
    code: 2,
    state: allButB,
  });
  const shared = newFolder();
  const pair = await Promise.all([1, 2].map(() => run('cli.js', cohort(shared))));
  for (const end of pair) {
    row('two at once', 'segment-folder', end, names(shared), { code: 2, state: allButB });
  }
  const stopped = newFolder();
  const act = ({ watcher }) => process.kill(watcher, 'SIGTERM');
  const end = await run('cli.js', cohort(stopped), { when: /1 of 3, a: /, act });
  row('SIGTERM', 'segment-folder, after study 1', end, names(stopped), {
    code: 143,
    state: ['a.json a.mha', 'a.json a.mha lesions.csv', 'a.json a.mha lesions.csv runs.csv'],
  });

  const masks = newFolder();
  for (const name of ['x', 'y']) cpSync(join(reference, 'mask.mha'), join(masks, `${name}.mha`));
  const metrics = (output) => [
    ...['evaluate', '--predictions', masks, '--references', masks, '--bootstrap', '20000'],
    ...['--output', join(output, 'metrics.json'), '--report', join(output, 'page.html')],
  ];
  const commands = [
    ['cli.js', 'evaluate', metrics, {}],
    ['cli.js', 'check', () => ['check', '--pet', pet, '--ct', ct, '--model', model], {}],
    ['cli.js', 'import', (output) => ['import', model, join(output, 'imported')], {}],
    ['cli.js', 'example', (output) => ['example', '--output', output], {}],
    ['main.js', 'the container', () => [], containerEnvironment],
  ];
  for (const [entry, name, argsFor, environmentOf] of commands) {
    for (const signal of ['SIGTERM', 'SIGINT']) {
      for (const when of [1000, 2500]) {
        const folder = newFolder();
        const env = typeof environmentOf === 'function' ? environmentOf(folder) : environmentOf;
        const end = await run(entry, argsFor(folder), {
          env,
          when,
          act: ({ watcher }) => process.kill(watcher, signal),
        });
        const left = filesBelow(folder).filter((file) => file.startsWith('.autopet-'));
        const isDone = end.code < 4;
        row(signal, `${name}, after ${when} ms`, end, left.join(' '), {
          code: isDone ? end.code : codes[signal],
          state: '',
          // Before its first line of JavaScript a process dies of the signal alone.
          line:
            isDone || end.line === '' ? undefined : new RegExp(`^autopet: stopped by ${signal}`),
        });
      }
    }
  }
}

function containerEnvironment(output) {
  const input = newFolder();
  for (const kind of ['pet', 'ct']) {
    mkdirSync(join(input, 'images', kind), { recursive: true });
    cpSync(join(kit, `${kind}.mha`), join(input, 'images', kind, `${kind}.mha`));
  }
  return { AUTOPET_INPUT: input, AUTOPET_OUTPUT: output, AUTOPET_MODEL: model };
}

async function server() {
  const taken = createServer();
  await new Promise((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const folder = newFolder();
  const settings = { ...containerEnvironment(folder), AUTOPET_API_METHOD: 'invoke' };
  const port = String(taken.address().port);
  const end = await run('main.js', [], { env: { ...settings, AUTOPET_PORT: port } });
  row('port taken', 'server', end, filesBelow(folder).join(' '), {
    code: 4,
    state: '',
    line: /EADDRINUSE/,
  });
  taken.close();

  for (const whom of ['work', 'watcher']) {
    const answers = [];
    const stop = await run('main.js', [], {
      env: { ...settings, AUTOPET_PORT: '0' },
      when: /"msg":"ready"/,
      act: async ({ watcher, work, out }) => {
        const open = Number(/listening on 127\.0\.0\.1:(\d+)/.exec(out)[1]);
        const call = async (method, path) =>
          (await fetch(`http://127.0.0.1:${open}${path}`, { method }).catch(() => ({ status: 0 })))
            .status;
        const invoked = call('POST', '/invoke');
        await new Promise((resolve) => setTimeout(resolve, 300));
        process.kill(whom === 'work' ? work : watcher, whom === 'work' ? 'SIGKILL' : 'SIGTERM');
        answers.push(await invoked);
        if (whom === 'watcher') return;
        while ((await call('GET', '/health')) !== 200) await new Promise((r) => setTimeout(r, 100));
        answers.push(await call('POST', '/invoke'));
        process.kill(watcher, 'SIGTERM');
      },
    });
    const state = `${answers.join(' ')}`;
    row(whom === 'work' ? 'kill -9 of the work' : 'SIGTERM', 'server, in a study', stop, state, {
      code: 143,
      state: whom === 'work' ? ['500 201', '201 201'] : ['0', '201'],
      line: /^autopet: stopped by SIGTERM; nothing/,
    });
  }
}

const parts = { signals, kills, memory, disk, files, pipes, others, server };
console.log(
  '| event | stage | exit code | files | last line | s | |\n|---|---|---|---|---|---|---|',
);
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) await part();
}
rmSync(root, { recursive: true, force: true });
process.exitCode = failures === 0 ? 0 : 1;
