import { msp } from '@hyperledger/fabric-protos';
import { BoundedCache } from './BoundedCache.js';
import { Certificate } from './Certificate.js';
import type { Identity } from './Identity.js';
import { IdentityError } from './IdentityError.js';
import type { Membership } from './Membership.js';
import type { Msp } from './Msp.js';
import { readCertificate } from './readCertificate.js';
import { setUpMsp } from './setUpMsp.js';
import { VerifiedSignatures } from './VerifiedSignatures.js';
import { X509Identity } from './X509Identity.js';

/** Fabric has no limit but the message's; certificates with many attributes have some thousands of bytes. */
const largestIdentity = 64 * 1024;
const cachedIdentities = 2000;
/** Anybody may send identities: larger ones than certificates usually make would let them fill the memory. */
const cachedBytes = 8 * 1024;

/** The MSPs of a channel as its configuration has them. Identities and their verdicts are kept, up to 2,000 of
 * usual size. */
export class ChannelMembership implements Membership {
  readonly #msps: ReadonlyMap<string, Msp>;
  readonly #now: () => Date;
  readonly #identities = new BoundedCache<X509Identity>(cachedIdentities);
  readonly #signatures = new VerifiedSignatures();

  private constructor(msps: ReadonlyMap<string, Msp>, now: () => Date) {
    this.#msps = msps;
    this.#now = now;
  }

  /** @throws IdentityError `INVALID_CONFIG` */
  static create(
    configs: readonly msp.FabricMSPConfig[],
    now: () => Date = () => new Date(),
  ): ChannelMembership {
    return new ChannelMembership(new Map(configs.map((config) => [config.getName(), setUpMsp(config)])), now);
  }

  get mspIds(): readonly string[] {
    return [...this.#msps.keys()];
  }

  deserialize(serialized: Uint8Array): Identity {
    if (serialized.length > largestIdentity) {
      throw new IdentityError(
        'MALFORMED',
        `identity of ${serialized.length} bytes exceeds ${largestIdentity}`,
      );
    }
    const key = Buffer.from(serialized.buffer, serialized.byteOffset, serialized.byteLength).toString(
      'latin1',
    );
    const known = this.#identities.get(key);
    if (known !== undefined) return known;
    const identity = this.#read(serialized);
    if (serialized.length <= cachedBytes) this.#identities.set(key, identity);
    return identity;
  }

  validate(identity: Identity, expiry?: 'ignored'): void {
    const certificate = certificateOf(identity);
    this.#msp(identity.mspId).validate(certificate);
    if (expiry !== 'ignored') this.#requireCurrent(certificate);
  }

  satisfies(identity: Identity, principal: msp.MSPPrincipal): boolean {
    return this.#msps.get(identity.mspId)?.satisfies(certificateOf(identity), principal) ?? false;
  }

  #read(serialized: Uint8Array): X509Identity {
    const message = parse(serialized);
    const mspId = message.getMspid();
    this.#msp(mspId);
    // A copy: the identity outlives the message that the bytes are a part of.
    const own = Uint8Array.from(serialized);
    return X509Identity.create(mspId, readCertificate(message.getIdBytes_asU8()), own, this.#signatures);
  }

  #msp(mspId: string): Msp {
    const found = this.#msps.get(mspId);
    if (found === undefined) throw new IdentityError('UNKNOWN_MSP', `MSP ${mspId} is not defined on channel`);
    return found;
  }

  #requireCurrent({ notBefore, notAfter }: Certificate): void {
    const now = this.#now();
    if (now > notAfter) throw new IdentityError('EXPIRED', `identity expired at ${notAfter.toISOString()}`);
    if (now < notBefore) {
      throw new IdentityError('NOT_YET_VALID', `identity is not valid before ${notBefore.toISOString()}`);
    }
  }
}

function parse(serialized: Uint8Array): msp.SerializedIdentity {
  try {
    return msp.SerializedIdentity.deserializeBinary(serialized);
  } catch (error) {
    throw new IdentityError('MALFORMED', 'could not deserialize a SerializedIdentity', { cause: error });
  }
}

/** Identities of another membership, such as that of an older configuration, are read again. */
function certificateOf(identity: Identity): Certificate {
  return identity instanceof X509Identity ? identity.parsed : Certificate.read(identity.certificate.raw);
}
