import {
  publicRecords,
  sha256Hex,
  verifyTradingTicket,
  type SignedTicket,
  type TradingSide,
  type TradingTicket,
} from '@acequia/protocol';
import { COMMUNITY_MSP, type WriteTransaction } from '../ledger/index.js';
import { MarketError } from './MarketError.js';

/**
 * Whether the community's registrar has let the caller stand on a side of an auction. The ticket says so in place of the registry,
 * which does not know pseudonyms; the registrar is an operator who is enrolled and active now.
 *
 * @throws MarketError TICKET_FORGED, TICKET_HOLDER, TICKET_EXPIRED, TICKET_SIDE, REGISTRAR_DENIED. @throws CodedError DEVICE_KEY_INVALID.
 */
export async function checkTicket(
  { caller, channel, state, now }: Pick<WriteTransaction, 'caller' | 'channel' | 'state' | 'now'>,
  signed: SignedTicket,
  side: TradingSide,
): Promise<TradingTicket> {
  if (!verifyTradingTicket(signed, { channel })) {
    throw new MarketError(
      'TICKET_FORGED',
      'the ticket is not signed by the key that it names, for this channel',
    );
  }
  const { ticket, registrarKey } = signed;
  if (ticket.keyHash !== caller.keyHash) {
    throw new MarketError('TICKET_HOLDER', 'the ticket is for another key');
  }
  if (ticket.expiresAt !== undefined && now >= ticket.expiresAt) {
    throw new MarketError('TICKET_EXPIRED', 'the ticket has run out');
  }
  if (ticket.side !== side) throw new MarketError('TICKET_SIDE', `the ticket is for a ${ticket.side}`);
  const keyHash = sha256Hex(Buffer.from(registrarKey, 'base64'));
  const registrar = await state.get(publicRecords.party, [COMMUNITY_MSP, keyHash]);
  if (registrar?.role === 'operator' && registrar.status === 'active') return ticket;
  throw new MarketError('REGISTRAR_DENIED', 'who signed the ticket is not an active operator');
}
