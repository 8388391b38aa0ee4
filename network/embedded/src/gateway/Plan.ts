import type { gateway, peer } from '@hyperledger/fabric-protos';
import type { Peer } from '../peer/Peer.js';
import { errorDetail } from '../peer/errorDetail.js';

interface Layout {
  readonly missing: Set<Peer>;
  readonly endorsements: peer.Endorsement[];
}

/** A transaction's endorsements as they come in, against the sets of peers that would do (internal/pkg/gateway/endorsement.go). */
export class Plan {
  readonly #errorDetails: gateway.ErrorDetail[] = [];
  #layouts: Layout[];
  #payload: Uint8Array | undefined;
  #completed: Layout | undefined;

  /** @param layouts in the order in which they are to be tried */
  constructor(layouts: readonly (readonly Peer[])[]) {
    this.#layouts = layouts.map((peers) => ({ missing: new Set(peers), endorsements: [] }));
  }

  get errorDetails(): readonly gateway.ErrorDetail[] {
    return this.#errorDetails;
  }

  /** The `peer.ProposalResponsePayload` that all signed, with the endorsements; `undefined` while they do not suffice. */
  get endorsed():
    { readonly payload: Uint8Array; readonly endorsements: readonly peer.Endorsement[] } | undefined {
    if (this.#completed === undefined || this.#payload === undefined) return undefined;
    return { payload: this.#payload, endorsements: this.#completed.endorsements };
  }

  /** Who is to be asked next. Empty when no set of peers is left. */
  missing(): readonly Peer[] {
    return [...(this.#layouts[0]?.missing ?? [])];
  }

  /** Takes an endorsement; one that differs from the first is an error of its peer. */
  accept(from: Peer, response: peer.ProposalResponse): void {
    const payload = response.getPayload_asU8();
    this.#payload ??= payload;
    if (Buffer.compare(this.#payload, payload) !== 0) {
      this.reject(from, errorDetail(from, 'ProposalResponsePayloads do not match'));
      return;
    }
    const endorsement = response.getEndorsement();
    for (const layout of this.#layouts) {
      if (!layout.missing.delete(from)) continue;
      if (endorsement !== undefined) layout.endorsements.push(endorsement);
      if (layout.missing.size === 0) this.#completed ??= layout;
    }
  }

  /** Gives up every set of peers that needs this one. */
  reject(from: Peer, detail: gateway.ErrorDetail): void {
    this.#errorDetails.push(detail);
    this.#layouts = this.#layouts.filter((layout) => !layout.missing.has(from));
  }
}
