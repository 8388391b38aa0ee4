import type { ApiContext } from '../ApiContext.js';

/** The gateway's party, the community and its clock. */
export interface StatusView {
  readonly role: 'community' | 'home';
  readonly homeId?: string;
  readonly checkpoint: number;
  /** Absent before the community has been founded. */
  readonly community?: {
    readonly name: string;
    readonly timeZone: string;
    readonly currency: { readonly code: string; readonly minorDigits: number };
    /** Seconds since 1970 on the ledger's clock. */
    readonly ledgerTime: number;
    /** Ledger seconds per second: other than 1 only in demonstrations and tests. */
    readonly speed: number;
  };
}

export function presentStatus({ model, viewer, now }: ApiContext): StatusView {
  const community = model.registry.community();
  const view = { ...viewer, checkpoint: model.ledger.lastBlock()?.number ?? -1 };
  if (community === undefined) return view;
  const { name, timeZone, currency, clock } = community;
  return { ...view, community: { name, timeZone, currency, ledgerTime: now(community), speed: clock.speed } };
}
