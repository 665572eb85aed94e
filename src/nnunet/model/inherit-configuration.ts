import { ModelError } from '../../errors.js';

/** Configurations by name, as they stand in plans.json. */
export type RawConfigurations = Readonly<Record<string, RawConfiguration>>;
type RawConfiguration = Readonly<Record<string, unknown>>;

/**
 * Merges a configuration over the one it `inherits_from`, recursively; the child wins.
 *
 * @throws ModelError when it inherits from itself or from one that is not there
 */
export function inheritConfiguration(
  all: RawConfigurations,
  name: string,
  children: readonly string[] = [],
): RawConfiguration {
  const own = Object.hasOwn(all, name) ? all[name] : undefined;
  if (own === undefined || children.includes(name)) {
    throw new ModelError(
      `plans.json: configuration "${children.at(-1)}" inherits from "${name}", which ${own ? 'inherits from it in turn' : 'does not exist'}.`,
    );
  }
  const parent = own.inherits_from;
  if (typeof parent !== 'string') return own;
  return { ...inheritConfiguration(all, parent, [...children, name]), ...own };
}
