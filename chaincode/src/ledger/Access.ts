import type { Role } from '@acequia/protocol';
import type { HomeRule } from './HomeRule.js';

/**
 * Who may call a function: the roles, and for households the homes. Nobody else may (DESIGN §5.7). The `founder` is an
 * administrator of CommunityMSP, for as long as there is no community.
 */
export type Access<Request> =
  'founder' | { readonly roles: readonly Role[]; readonly home: HomeRule<Request> };
