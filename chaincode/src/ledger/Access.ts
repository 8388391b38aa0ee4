import type { Role } from '@acequia/protocol';
import type { HomeRule } from './HomeRule.js';

/**
 * Who may call a function: the roles, for households the homes, and whether pseudonyms may. Nobody else may (DESIGN §5.7). The
 * `founder` is an administrator of CommunityMSP, for as long as there is no community.
 */
export type Access<Request> =
  | 'founder'
  | {
      readonly roles: readonly Role[];
      readonly home: HomeRule<Request>;
      /** Pseudonyms of TradersMSP too, each of which the function itself must tell what it may touch. */
      readonly traders?: true;
    };
