import { common } from '@hyperledger/fabric-protos';
import { configKeys } from './configKeys.js';
import { configPolicy } from './configPolicy.js';

/** Makes one group of a channel configuration; its Admins may change all that is in it. */
export class ConfigGroupBuilder {
  readonly #group = new common.ConfigGroup();

  value(key: string, value: { serializeBinary(): Uint8Array }): this {
    const configValue = new common.ConfigValue();
    configValue.setValue(value.serializeBinary());
    configValue.setModPolicy(configKeys.admins);
    this.#group.getValuesMap().set(key, configValue);
    return this;
  }

  /** @throws ChannelConfigError for a rule that is none */
  policies(rules: Readonly<Record<string, string>>): this {
    for (const [name, rule] of Object.entries(rules)) {
      const policy = new common.ConfigPolicy();
      policy.setPolicy(configPolicy(rule));
      policy.setModPolicy(configKeys.admins);
      this.#group.getPoliciesMap().set(name, policy);
    }
    return this;
  }

  capabilities(...names: readonly string[]): this {
    const capabilities = new common.Capabilities();
    for (const name of names) {
      capabilities.getCapabilitiesMap().set(name, new common.Capability());
    }
    return this.value(configKeys.capabilities, capabilities);
  }

  group(name: string, group: common.ConfigGroup): this {
    this.#group.getGroupsMap().set(name, group);
    return this;
  }

  build(): common.ConfigGroup {
    this.#group.setModPolicy(configKeys.admins);
    return this.#group;
  }
}
