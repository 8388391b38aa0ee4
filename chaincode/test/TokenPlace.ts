import type { Outcome, PlayCommunity } from './PlayCommunity.js';
import type { Player } from './Player.js';
import type { TokenBooks } from './TokenBooks.js';

/** Where random steps with the token are taken: by itself, or in the middle of a market. */
export interface TokenPlace<Someone extends Player> {
  readonly community: Omit<PlayCommunity<Someone, Outcome>, 'ledger' | 'newTrader' | 'pass' | 'start'>;
  readonly books: TokenBooks;
  /** The operator's account that fills the reserve. */
  readonly till: string;
  readonly fund: string;
  readonly accounts: readonly string[];
  /** The two operators first. */
  readonly identities: readonly Someone[];
}
