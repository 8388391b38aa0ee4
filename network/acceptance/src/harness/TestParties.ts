import type { HomeName } from './HomeName.js';
import type { Member } from './Member.js';

/** Everyone on the ledger of the tests; `stranger` has a valid certificate and no party record. */
export interface TestParties {
  /** The administrator of CommunityMSP who founded the community. */
  readonly operator: Member;
  /** A second operator: the identity of the community's gateway. */
  readonly gateway: Member;
  /** One household's agent a home. */
  readonly households: Readonly<Record<HomeName, Member>>;
  readonly auditor: Member;
  readonly installer: Member;
  readonly stranger: Member;
}
