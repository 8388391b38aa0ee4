export * from './RegistryContract.js';
export * from './homeOfDevice.js';
