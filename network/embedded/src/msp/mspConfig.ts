import { msp } from '@hyperledger/fabric-protos';

/** The certificates that make an organisation's MSP, in PEM. */
export interface MspCertificates {
  readonly mspId: string;
  readonly caCertificate: string;
  readonly tlsCaCertificate: string;
}

/** Fabric's number for an X.509 MSP. */
const fabricType = 0;

/** An organisation's MSP as the channel configuration has it: NodeOUs on, no admins by name, as cryptogen and configtxgen make it. */
export function mspConfig({ mspId, caCertificate, tlsCaCertificate }: MspCertificates): msp.MSPConfig {
  const ca = Buffer.from(caCertificate);
  const config = new msp.FabricMSPConfig();
  config.setName(mspId);
  config.setRootCertsList([ca]);
  config.setTlsRootCertsList([Buffer.from(tlsCaCertificate)]);
  config.setCryptoConfig(sha2());
  config.setFabricNodeOus(nodeOus(ca));
  const wrapper = new msp.MSPConfig();
  wrapper.setType(fabricType);
  wrapper.setConfig(config.serializeBinary());
  return wrapper;
}

function sha2(): msp.FabricCryptoConfig {
  const config = new msp.FabricCryptoConfig();
  config.setSignatureHashFamily('SHA2');
  config.setIdentityIdentifierHashFunction('SHA256');
  return config;
}

function nodeOus(certificate: Uint8Array): msp.FabricNodeOUs {
  const unit = (name: string): msp.FabricOUIdentifier => {
    const identifier = new msp.FabricOUIdentifier();
    identifier.setCertificate(certificate);
    identifier.setOrganizationalUnitIdentifier(name);
    return identifier;
  };
  const nodes = new msp.FabricNodeOUs();
  nodes.setEnable(true);
  nodes.setClientOuIdentifier(unit('client'));
  nodes.setPeerOuIdentifier(unit('peer'));
  nodes.setAdminOuIdentifier(unit('admin'));
  nodes.setOrdererOuIdentifier(unit('orderer'));
  return nodes;
}
