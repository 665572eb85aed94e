// Counts, findings, and how to see one again.

/** Begins the report of a run. */
export function startReport(seed) {
  const findings = [];
  const parts = {};
  const counts = {};
  const needless = {};
  return {
    /** Takes a case's result. */
    record(part, { index, kind, outcome, findings: found, isReadable, message }) {
      counts[part] ??= {};
      if (part !== 'in-process' && index > 0 && index % 50 === 0)
        console.error(`${part}: ${index}`);
      counts[part][outcome] = (counts[part][outcome] ?? 0) + 1;
      if (outcome === 'refused' && isReadable) needless[kind] = message;
      for (const finding of found) {
        const entry = { case: `${part}:${index}`, seed, of: kind, message, ...finding };
        findings.push(entry);
        console.error(JSON.stringify(entry));
      }
    },
    part(name, told) {
      parts[name] = told;
    },
    summary() {
      const kinds = {};
      for (const { kind } of findings) kinds[kind] = (kinds[kind] ?? 0) + 1;
      return {
        seed,
        parts: Object.fromEntries(
          Object.entries(parts).map(([name, part]) => [
            name,
            { ...part, outcomes: counts[name] ?? {} },
          ]),
        ),
        refusedThoughReadable: needless,
        kinds,
        findings,
      };
    },
  };
}

/**
 * How the memory of a process grew: the median of a tenth of its samples, after the first third, against that of the
 * last tenth; null for too few to tell.
 */
export function growthOf(memory) {
  if (memory.length < 30) return null;
  const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
  const at = (tenth) => Math.floor((tenth * memory.length) / 10);
  const medians = Array.from({ length: 10 }, (_, i) => median(memory.slice(at(i), at(i + 1))));
  const [early, late] = [medians[3], medians[9]];
  const mib = (bytes) => Math.round(bytes / 2 ** 20);
  return {
    early: mib(early),
    late: mib(late),
    share: Number((late / early - 1).toFixed(4)),
    tenths: medians.map(mib),
  };
}
