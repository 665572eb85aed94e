/** The signals by which a process is asked to stop; SIGHUP says that its terminal is gone. */
const stopSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

export type StopSignalName = (typeof stopSignals)[number];

/** Whether it is one of them. */
export function isStopSignal(signal: NodeJS.Signals): signal is StopSignalName {
  return stopSignals.some((name) => name === signal);
}

/**
 * Hears the signals that ask this process to stop; they do nothing else then. SIGUSR1, by which clusters give notice that the time is
 * nearly up, is taken for a SIGTERM.
 *
 * @returns what makes them deadly again
 */
export function onStopSignal(stop: (signal: StopSignalName) => void): () => void {
  const heard: (readonly [NodeJS.Signals, StopSignalName])[] = stopSignals.map((name) => [
    name,
    name,
  ]);
  // Windows has none, and Node.js takes no listener for it there.
  if (process.platform !== 'win32') heard.push(['SIGUSR1', 'SIGTERM']);
  const listeners = heard.map(([signal, meaning]) => {
    const listener = (): void => stop(meaning);
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const unlisten of listeners) unlisten();
  };
}
