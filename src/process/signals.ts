/** The signals by which a process is asked to stop; SIGHUP says that its terminal is gone. */
const stopSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

export type StopSignalName = (typeof stopSignals)[number];

/** Whether it is one of them. */
export function isStopSignal(signal: NodeJS.Signals): signal is StopSignalName {
  return stopSignals.some((name) => name === signal);
}

/**
 * Hears the signals that ask this process to stop; they do nothing else then.
 *
 * @returns what makes them deadly again
 */
export function onStopSignal(stop: (signal: StopSignalName) => void): () => void {
  const listeners = stopSignals.map((signal) => {
    const listener = (): void => stop(signal);
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const unlisten of listeners) unlisten();
  };
}
