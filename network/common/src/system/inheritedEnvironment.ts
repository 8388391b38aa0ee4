/** Prefixes of the variables that Fabric's commands and fabric-shim read their settings from. */
const settings = /^(CORE|ORDERER|FABRIC|CONFIGTX|CHAINCODE|CRYPTOGEN)_/;

/** This process's environment without what would override a network's own settings, as a shell set up for Fabric has it. */
export function inheritedEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !settings.test(name)));
}
