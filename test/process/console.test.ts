import { openConsole } from '../../src/process/console.js';

function terminal(): { stream: NodeJS.WriteStream; written: () => string } {
  let text = '';
  const stream = {
    isTTY: true,
    write: (chunk: string) => {
      text += chunk;
      return true;
    },
  };
  return { stream: stream as unknown as NodeJS.WriteStream, written: () => text };
}

test('on a terminal there is a bar, which gives way to lines', () => {
  const { stream, written } = terminal();
  const { log, onProgress, finish } = openConsole(stream);
  log.info({ stage: 'read' }, 'read: 1 s');
  onProgress(1, 2);
  expect(written()).toBe(`read: 1 s\n\r${'█'.repeat(15)}${'░'.repeat(15)} tile 1 of 2\u001b[K`);
  log.warn({}, 'odd');
  finish();
  expect(written().endsWith('\r\u001b[Kwarning: odd\n')).toBe(true);
});
