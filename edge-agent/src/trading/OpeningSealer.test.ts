import {
  CodedError,
  generateX25519,
  openPriceOpening,
  random16Hex,
  type PartyRecord,
  type PricePlace,
} from '@acequia/protocol';
import { expect } from 'chai';
import { OpeningSealer } from './OpeningSealer.js';
import { tradingRulesSchema, type AuditorName } from './tradingRules.js';

const domain = 'community/acequia';
const auditor: AuditorName = { mspId: 'PublicMSP', keyHash: 'a'.repeat(64) };
const place: PricePlace = { side: 'seller', auctionId: 'e'.repeat(32), tag: '1'.repeat(64) };
const opening = { unitPrice: '2', salt: random16Hex() };

describe('OpeningSealer', () => {
  const pair = generateX25519();
  let named: AuditorName | undefined;
  let party: Pick<PartyRecord, 'role' | 'status'> | undefined;
  let hasKey: boolean;
  let questions: number;
  const sealer = new OpeningSealer({
    ledger: {
      registry: {
        getParty: async ({ mspId, keyHash }) => {
          questions += 1;
          await Promise.resolve();
          if (party === undefined) throw new CodedError('PARTY_UNKNOWN', 'there is no such party');
          return { mspId, keyHash, ...party };
        },
      },
      keys: {
        getOperationKey: async ({ owner }) => {
          questions += 1;
          await Promise.resolve();
          if (!hasKey) throw new CodedError('OPERATION_KEY_UNKNOWN', 'there is no key');
          return { owner, version: 1, publicKey: pair.publicKey.toString('base64'), publishedAt: 1 };
        },
      },
    },
    store: {
      get rules() {
        return tradingRulesSchema.parse(named === undefined ? {} : { auditor: named });
      },
    },
    domain,
  });

  beforeEach(() => {
    [named, hasKey, questions] = [auditor, true, 0];
    party = { role: 'auditor', status: 'active' };
  });

  const codeOfCheck = async (): Promise<unknown> =>
    sealer.check().then(
      () => undefined,
      (error: unknown) => (error instanceof CodedError ? error.code : error),
    );

  it('seals to the auditor whom the household named, in its place alone', async () => {
    const sealed = await sealer.seal(place, opening);
    expect(openPriceOpening({ ...place, domain }, sealed, pair.privateKey)).to.deep.equal(opening);
    const elsewhere = { ...place, tag: '2'.repeat(64), domain };
    expect(() => openPriceOpening(elsewhere, sealed, pair.privateKey)).to.throw('SEAL_BROKEN');
  });

  it('seals for nobody where none is named, of the same length, and asks nobody', async () => {
    const { length } = await sealer.seal(place, opening);
    named = undefined;
    questions = 0;
    await sealer.check();
    const sealed = await sealer.seal(place, opening);
    expect([sealed.length, questions]).to.deep.equal([length, 0]);
    expect(() => openPriceOpening({ ...place, domain }, sealed, pair.privateKey)).to.throw('SEAL_BROKEN');
  });

  it('takes no party that is no active auditor, or has no key', async () => {
    expect(await codeOfCheck()).to.equal(undefined);
    for (const other of [
      undefined,
      { role: 'operator', status: 'active' } as const,
      { role: 'auditor', status: 'suspended' } as const,
    ]) {
      party = other;
      expect(await codeOfCheck()).to.equal('AUDITOR_UNKNOWN');
    }
    party = { role: 'auditor', status: 'active' };
    hasKey = false;
    expect(await codeOfCheck()).to.equal('AUDITOR_KEY_UNKNOWN');
  });
});
