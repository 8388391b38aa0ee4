import { msp } from '@hyperledger/fabric-protos';
import { CertificateAuthority } from '../../src/identities/CertificateAuthority.js';
import { ChannelMembership } from '../../src/msp/ChannelMembership.js';
import { mspConfig } from '../../src/msp/mspConfig.js';

/** An organisation with its authority, and its part of the channel configuration. */
export interface TestOrganisation {
  readonly mspId: string;
  readonly ca: CertificateAuthority;
  readonly config: msp.FabricMSPConfig;
}

export function testOrganisation(mspId: string, validity = {}): TestOrganisation {
  const ca = CertificateAuthority.create(`ca.${mspId}`, mspId, validity);
  const tlsca = CertificateAuthority.create(`tlsca.${mspId}`, mspId);
  const wrapper = mspConfig({ mspId, caCertificate: ca.certificate, tlsCaCertificate: tlsca.certificate });
  return { mspId, ca, config: msp.FabricMSPConfig.deserializeBinary(wrapper.getConfig_asU8()) };
}

export function testMembership(
  organisations: readonly TestOrganisation[],
  now: () => Date = () => new Date(),
): ChannelMembership {
  return ChannelMembership.create(
    organisations.map(({ config }) => config),
    now,
  );
}

export function serialize(mspId: string, certificate: string): Uint8Array {
  const message = new msp.SerializedIdentity();
  message.setMspid(mspId);
  message.setIdBytes(Buffer.from(certificate));
  return message.serializeBinary();
}
