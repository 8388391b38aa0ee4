import type { ChannelBundle } from '../channel/ChannelBundle.js';
import { ChannelDefinitions } from './ChannelDefinitions.js';
import { createDefinition } from './createDefinition.js';
import { createImplicitCollections } from './createImplicitCollections.js';
import type { StoredDefinition } from './StoredDefinition.js';

/**
 * The channel's chaincode definitions, ready for use.
 *
 * @param stored as {@link nextDefinitions} gives them
 * @throws DefinitionError for a policy, collection, name or version that Fabric would not take
 */
export function createDefinitions(
  stored: readonly StoredDefinition[],
  bundle: ChannelBundle,
): ChannelDefinitions {
  const implicit = createImplicitCollections(bundle);
  return new ChannelDefinitions(
    new Map(
      stored.map((definition) => [definition.chaincode.name, createDefinition(definition, bundle, implicit)]),
    ),
  );
}
