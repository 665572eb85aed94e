import { startStepClock } from '../../src/segment/step-clock.js';
import { withFakeTime } from '../support/fake-time.js';
import { recordLog } from '../support/record-log.js';

test('tells the seconds of each step, by network where a cascade has several, and of all together', async () => {
  const { log, infos } = recordLog();
  await withFakeTime(async ({ take }) => {
    const clock = startStepClock(log, null);
    await clock.time('read', () => take(1));
    await clock.of('3d_lowres').time('network', () => take(2.5));
    await clock.time('subnetwork', () => take(7));
    expect(await clock.time('network', () => take(4).then(() => 'found'))).toBe('found');
    expect(clock.seconds()).toEqual({
      read: 1,
      '3d_lowres network': 2.5,
      subnetwork: 7,
      network: 4,
    });
    expect(clock.secondsOf('network')).toBe(6.5);
    expect(clock.secondsOf('write')).toBe(0);
    expect(clock.of('3d_lowres').secondsOf('network')).toBe(6.5);
    expect(clock.elapsed()).toBe(14.5);
  });
  expect(infos).toEqual([
    'read: 1 s',
    '3d_lowres network: 2.5 s',
    'subnetwork: 7 s',
    'network: 4 s',
  ]);
});

test('a step that fails is not counted, and its error comes through', async () => {
  const { log, infos } = recordLog();
  const clock = startStepClock(log, null);
  const attempt = clock.time('read', () => Promise.reject(new Error('no file')));
  await expect(attempt).rejects.toThrow('no file');
  expect(clock.seconds()).toEqual({});
  expect(infos).toEqual([]);
});
