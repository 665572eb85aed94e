import { spawn } from 'node:child_process';

/** Looks at the first GPU twice a second until it is stopped; null where there is no nvidia-smi or it had no time to look. */
export function watchGpu() {
  const query = ['--query-gpu=memory.used,utilization.gpu', '--format=csv,noheader,nounits'];
  const watcher = spawn('nvidia-smi', [...query, '--id=0', '--loop-ms=500']);
  let text = '';
  watcher.stdout.on('data', (data) => {
    text += data;
  });
  watcher.on('error', () => undefined);
  return {
    stop: () => {
      watcher.kill();
      const samples = text
        .trim()
        .split('\n')
        .map((line) => line.split(',').map(Number));
      const seen = samples.filter((sample) => sample.length === 2 && sample.every(Number.isFinite));
      if (seen.length === 0) return null;
      const [memory, busy] = [0, 1].map((k) => seen.map((sample) => sample[k]));
      return {
        peakMb: Math.max(...memory),
        meanUtilisation: busy.reduce((a, b) => a + b) / busy.length,
        samples: seen.length,
      };
    },
  };
}
