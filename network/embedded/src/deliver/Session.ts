import type { ChannelBundle } from '../channel/ChannelBundle.js';
import { IdentityError } from '../msp/IdentityError.js';
import { AclError } from '../peer/AclError.js';
import { checkAcl } from '../peer/checkAcl.js';
import type { SeekRequest } from './SeekRequest.js';

/** What a client of Deliver may do, for as long as its certificate is good (common/deliver/acl.go). */
export class Session {
  readonly #request: SeekRequest;
  readonly #now: () => Date;
  readonly #expiresAt: number;

  private constructor(request: SeekRequest, now: () => Date, expiresAt: number) {
    this.#request = request;
    this.#now = now;
    this.#expiresAt = expiresAt;
  }

  /** @throws AclError when the policy of the resource does not accept who signed */
  static open(
    request: SeekRequest,
    resource: string,
    context: { readonly bundle: ChannelBundle; readonly now: () => Date },
  ): Session {
    const { bundle, now } = context;
    const session = new Session(request, now, expiry(bundle, request.signed.identity));
    session.check();
    checkAcl(bundle, resource, request.channel, request.signed);
    return session;
  }

  /** @throws AclError once the certificate has expired. The configuration does not change: the policy is asked once. */
  check(): void {
    const elapsedMs = this.#now().getTime() - this.#expiresAt;
    if (elapsedMs > 0) throw new AclError(`deliver client identity expired ${elapsedMs / 1000}s before`);
  }

  get request(): SeekRequest {
    return this.#request;
  }
}

/** An identity that nobody can read never expires; the policy refuses it. */
function expiry(bundle: ChannelBundle, serialized: Uint8Array): number {
  try {
    return Date.parse(bundle.membership.deserialize(serialized).certificate.validTo);
  } catch (error) {
    if (error instanceof IdentityError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}
