import { parseWith } from '@acequia/protocol';
import { CliError } from '../CliError.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { decimalSchema } from '../init/decimalSchema.js';
import { toMinor } from '../init/toMinor.js';

/** Tokens, as people write them, in minor units. @throws CliError TOKEN_MISSING, MONEY_TOO_FINE; InputError. */
export function tokensInMinor(text: string, token: CommunityFile['token']): string {
  if (token !== undefined) return toMinor(parseWith(decimalSchema, text), token.decimals);
  throw new CliError('TOKEN_MISSING', 'this community has no token to trade in');
}
