import { z } from 'zod';
import { ModelError } from '../../errors.js';
import { type Architecture, type NetworkClass, networkClasses } from './architecture.js';
import { readArchitectureKwargs } from './architecture-kwargs.js';
import { upgradeOldConfiguration } from './old-plans.js';

const configurationSchema = z.looseObject({
  architecture: z.looseObject({
    network_class_name: z.string(),
    arch_kwargs: z.looseObject({}),
  }),
});

/**
 * Reads the network from one configuration of nnU-Net's plans, inheritance resolved: from
 * `architecture`, or in plans older than nnU-Net 2.4 from `UNet_class_name` and its companions.
 * Follows nnU-Net's `ConfigurationManager` and `get_network_from_plans`.
 *
 * @throws ModelError naming what is missing, malformed or not supported
 */
export function parseArchitecture(configuration: unknown): Architecture {
  const parsed = configurationSchema.safeParse(upgradeOldConfiguration(configuration));
  if (!parsed.success) {
    throw new ModelError(`The plans do not describe a network:\n${z.prettifyError(parsed.error)}`);
  }
  const { network_class_name, arch_kwargs } = parsed.data.architecture;
  return readArchitectureKwargs(networkClass(network_class_name), arch_kwargs);
}

function networkClass(name: string): NetworkClass {
  const found = networkClasses.find(
    (supported) =>
      name.endsWith(`.${supported}`) &&
      name.startsWith(
        supported === 'Generic_UNet'
          ? 'nnunet.network_architecture.'
          : 'dynamic_network_architectures.architectures.',
      ),
  );
  if (found === undefined) {
    throw new ModelError(
      `The plans name the network ${name}; supported are ${networkClasses.join(', ')} of dynamic_network_architectures`,
    );
  }
  return found;
}
