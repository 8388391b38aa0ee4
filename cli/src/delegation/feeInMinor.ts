import { parseWith } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { decimalSchema } from '../init/decimalSchema.js';
import { toMinor } from '../init/toMinor.js';

/** A fee in tokens, as people write it, in minor units. @throws CliError TOKEN_MISSING, MONEY_TOO_FINE; InputError. */
export function feeInMinor(fee: string | undefined, token: CommunityFile['token']): string {
  if (fee === undefined) return '0';
  if (token !== undefined) return toMinor(parseWith(decimalSchema, fee), token.decimals);
  throw new CliError('TOKEN_MISSING', 'this community has no token to pay a fee in: leave --fee out');
}
