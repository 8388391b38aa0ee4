import { tradingTag } from '@acequia/protocol';

/** The study's registrar has no secrets: the same month must be traded in the same way every time. */
const REGISTRAR_SECRET = Buffer.alloc(32, 0xf1);

/** A home's tag in an auction: 32 bytes, hex. */
export function tagOf(home: number, auctionId: string): string {
  return tradingTag(REGISTRAR_SECRET, `SH${home + 1}`, auctionId);
}
