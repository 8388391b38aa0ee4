/** What everybody can read of one pseudonym, from its certificate to what it sent away last. */
export interface Trace {
  readonly keyHash: string;
  readonly auctionId: string;
  /** Certificate and ticket, field by field. */
  readonly papers: Readonly<Record<string, string>>;
  /** Its own accounts, and those that it was paid from and has paid to: token accounts, quota account, escrow. */
  readonly accounts: readonly string[];
  /** What it was paid before its bond was taken, the largest first; minor units. */
  readonly funding: readonly string[];
  /** What it was paid beyond its bond. */
  readonly change: string;
  /** What it sent away, in order; minor units. */
  readonly sent: readonly string[];
  /** What it sent away beyond what auction and sale had given it. */
  readonly kept: string;
  /** What opened its price. */
  readonly price: string | undefined;
  readonly salt: string | undefined;
  readonly lots: number;
  /** What its quota account held when the period opened; undefined for a buyer's. */
  readonly coin: number | undefined;
  /** Transactions in which what it sent was folded in. */
  readonly foldedIn: readonly string[];
  /** Its place among those who were paid for the auction, who bid in it, and who sent something away after it. */
  readonly paidPlace: number | undefined;
  readonly bidPlace: number | undefined;
  readonly sentPlace: number | undefined;
}
