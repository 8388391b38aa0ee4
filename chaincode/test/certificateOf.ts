import { sign, type KeyObject } from 'node:crypto';

/** Object identifiers in DER: ecdsa-with-SHA256, organizationalUnitName, commonName. */
const ECDSA_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex');
const UNIT = Buffer.from('060355040b', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');

/** A self-signed certificate in PEM with a NodeOU and a name: as much of X.509 as Fabric's identities show to chaincode. */
export function certificateOf(
  keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  unit: string,
  commonName: string,
): string {
  const name = der(0x30, attribute(UNIT, unit), attribute(COMMON_NAME, commonName));
  const algorithm = der(0x30, ECDSA_SHA256);
  const time = (text: string): Buffer => der(0x17, Buffer.from(text, 'ascii'));
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    der(0x30, time('200101000000Z'), time('491231235959Z')),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', body, keys.privateKey);
  const certificate = der(0x30, body, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n').trim();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function attribute(type: Buffer, value: string): Buffer {
  return der(0x31, der(0x30, type, der(0x0c, Buffer.from(value, 'utf8'))));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const header =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...header]), content]);
}
