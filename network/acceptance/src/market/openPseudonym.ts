import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { random16Hex, type QuotaResource, type SignedTicket, type TradingSide } from '@acequia/protocol';
import type { FabricClient } from '@acequia/protocol/fabric';
import { makeCertificateRequest } from '@acequia/protocol/x509';
import { connectTrader } from '../harness/connectTrader.js';
import type { Suite } from '../harness/Suite.js';
import type { HomeMail } from './HomeMail.js';

/** A pseudonym that the community's registrar has certified, with tokens in its account. */
export interface GrantedPseudonym {
  readonly client: FabricClient;
  readonly ticket: SignedTicket;
  readonly accountId: string;
  /** Credits that its first payment folds in. */
  readonly fold: string[];
}

/** What a home wants a pseudonym for. */
export interface PseudonymWish {
  readonly auctionId: string;
  readonly side: TradingSide;
  readonly resource: QuotaResource;
  readonly lots: number;
  /** Tokens that it is to have, minor units. */
  readonly tokens: bigint;
}

/** Has the registrar make a pseudonym for an auction, as a home's agent does, opens its account and pays something in. */
export async function openPseudonym(
  { community, network, config }: Suite,
  mail: HomeMail,
  { tokens, ...wish }: PseudonymWish,
): Promise<GrantedPseudonym> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const accountId = `acc-${random16Hex()}`;
  await mail.send({
    type: 'requestPseudonym',
    ...wish,
    request: makeCertificateRequest(privateKey).toString('base64'),
    tokenAccountId: accountId,
  });
  const { certificate, ticket } = await mail.letter(
    'pseudonym',
    (granted) => granted.ticket.ticket.auctionId === wish.auctionId,
  );
  const journalDir = join(config.dir, 'pseudonyms', random16Hex());
  const client = await connectTrader(network.description, { key: privateKey, certificate, journalDir });
  await client.ledger.token.openAccount({ accountId });
  return { client, ticket, accountId, fold: [await community.treasury.pay(accountId, tokens.toString())] };
}
