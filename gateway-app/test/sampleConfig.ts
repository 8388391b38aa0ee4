import { gatewayConfigSchema, type GatewayConfig, type GatewayConfigFile } from '../src/config.js';
import { CHANNEL } from './sampleDomain.js';

/** A community gateway's configuration, on the channel of the samples. */
export function sampleConfig(changes: Partial<GatewayConfigFile> = {}): GatewayConfig {
  return gatewayConfigSchema.parse({
    role: 'community',
    dataDir: '/data',
    keysDir: '/keys',
    atRestKeyFile: '/key',
    fabric: {
      endpoint: '127.0.0.1:7051',
      tlsHostname: 'peer',
      tlsRootCertFile: '/ca.pem',
      mspId: 'CommunityMSP',
      certFile: '/cert.pem',
      keyFile: '/key.pem',
      channel: CHANNEL,
      chaincode: 'acequia',
    },
    api: {},
    ...changes,
  });
}
