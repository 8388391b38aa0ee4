import { isIP } from 'node:net';
import { der } from '../msp/der/der.js';
import { derTags } from '../msp/der/derTags.js';
import { addressBytes } from './addressBytes.js';

const purposes = der.sequence(
  der.objectIdentifier('1.3.6.1.5.5.7.3.1'), // server
  der.objectIdentifier('1.3.6.1.5.5.7.3.2'), // client
);

/** Bits of key usage (RFC 5280 §4.2.1.3), as they stand in the first byte. */
const usageBits = {
  digitalSignature: 0x80,
  keyEncipherment: 0x20,
  keyCertSign: 0x04,
  cRLSign: 0x02,
} as const;

function extension(identifier: string, value: Uint8Array, criticality?: 'critical'): Buffer {
  const critical = criticality === undefined ? Buffer.alloc(0) : der.true;
  return der.sequence(der.objectIdentifier(identifier), critical, der.octetString(value));
}

/** Extensions of the certificates that a Fabric network needs (RFC 5280 §4.2). */
export const certificateExtension = {
  authority: (): Buffer => extension('2.5.29.19', der.sequence(der.true), 'critical'),
  noAuthority: (): Buffer => extension('2.5.29.19', der.sequence(), 'critical'),

  keyUsage: (...uses: readonly (keyof typeof usageBits)[]): Buffer => {
    const bits = uses.reduce((all, use) => all | usageBits[use], 0);
    const unused = 31 - Math.clz32(bits & -bits);
    return extension('2.5.29.15', der.bitString(Buffer.from([bits]), unused), 'critical');
  },

  serverAndClient: (): Buffer => extension('2.5.29.37', purposes),

  subjectKeyIdentifier: (identifier: Uint8Array): Buffer =>
    extension('2.5.29.14', der.octetString(identifier)),

  authorityKeyIdentifier: (identifier: Uint8Array): Buffer =>
    extension('2.5.29.35', der.sequence(der.element(derTags.context(0), identifier))),

  /** Hosts by DNS name or IP address. */
  subjectAltNames: (hosts: readonly string[]): Buffer =>
    extension(
      '2.5.29.17',
      der.sequence(
        ...hosts.map((host) =>
          isIP(host) === 0
            ? der.element(derTags.context(2), Buffer.from(host))
            : der.element(derTags.context(7), addressBytes(host)),
        ),
      ),
    ),
} as const;
