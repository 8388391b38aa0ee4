import { expect } from 'chai';
import { pino } from 'pino';
import { flipLast } from '../../test/flipLast.js';
import { openModel, type OpenModel } from '../../test/openModel.js';
import { HOUR, SampleLedger, START } from '../../test/SampleLedger.js';
import { Complaints } from './Complaints.js';
import type { ReviewTerms } from './ReviewTerms.js';

const DAY = 24 * HOUR;

describe('Complaints', () => {
  let opened: OpenModel;
  let ledger: SampleLedger;
  let sent: unknown[];
  /** Homes whose complaints the ledger does not take. */
  let refused: string[];
  beforeEach(() => {
    opened = openModel();
    ledger = new SampleLedger().found();
    sent = [];
    refused = [];
  });
  afterEach(() => {
    opened.close();
  });
  const catchUp = (): void => {
    opened.apply(ledger.builder.blocks.slice(opened.model.ledger.summary().blocks));
  };
  const make = async (now = START): Promise<unknown[]> => {
    catchUp();
    sent = [];
    const terms: ReviewTerms = { now, complaintWait: DAY, extendedWait: HOUR };
    await new Complaints({
      model: opened.model,
      reached: () => Promise.resolve(),
      log: pino({ level: 'silent' }),
      ledger: {
        monitoring: {
          complain: ({ complaints }) => {
            if (complaints.some(({ deviceId }) => refused.includes(deviceId))) {
              return Promise.reject(new Error('refused'));
            }
            sent.push(complaints);
            return Promise.resolve({ requestId: '', transactionId: '', blockNumber: 0 });
          },
        },
      },
    }).make(terms);
    return sent;
  };

  it('complains at once of what cannot be read, home by home, and once a revision', async () => {
    const bad = [1, 2].map((amount) => ledger.window('sh1-energy', [amount], { spoil: flipLast }));
    ledger.submit(bad);
    ledger.submit([ledger.window('sh1-water', [1])]);
    ledger.submit([ledger.window('sh2-water', [1], { spoilExtended: flipLast })]);
    expect(await make()).to.deep.equal([
      [
        { deviceId: 'sh1-energy', sequence: 1, code: 'RECORD_SEAL_BROKEN' },
        { deviceId: 'sh1-energy', sequence: 2, code: 'RECORD_SEAL_BROKEN' },
      ],
      [{ deviceId: 'sh2-water', sequence: 1, code: 'EXTENDED_UNREADABLE' }],
    ]);
    for (const window of bad) ledger.complain(window, 'RECORD_SEAL_BROKEN');
    const [first] = bad;
    if (first === undefined) throw new Error('no window');
    ledger.republish(ledger.sealAgain(first, { spoil: flipLast }));
    expect((await make())[0]).to.deep.equal([
      { deviceId: 'sh1-energy', sequence: 1, code: 'RECORD_SEAL_BROKEN' },
    ]);
  });

  it('complains of an extended dataset that does not come, after a while, unless the window is decided', async () => {
    const window = ledger.window('sh1-energy', [1]);
    ledger.submit([window], false);
    const { end } = window.header;
    expect(await make(end + HOUR)).to.deep.equal([]);
    expect(await make(end + HOUR + 1)).to.deep.equal([
      [{ deviceId: 'sh1-energy', sequence: 1, code: 'EXTENDED_WITHHELD' }],
    ]);
    ledger.accept(window);
    expect(await make(end + HOUR + 1)).to.deep.equal([]);
  });

  it('lets one home’s complaint that fails hold up no other', async () => {
    ledger.submit([ledger.window('sh1-energy', [1], { spoil: flipLast })]);
    ledger.submit([ledger.window('sh2-energy', [1], { spoil: flipLast })]);
    refused = ['sh1-energy'];
    expect(await make()).to.deep.equal([
      [{ deviceId: 'sh2-energy', sequence: 1, code: 'RECORD_SEAL_BROKEN' }],
    ]);
  });

  it('sends at most a hundred in one transaction', async () => {
    const windows = Array.from({ length: 64 }, () => ledger.window('sh1-energy', [1], { spoil: flipLast }));
    const more = Array.from({ length: 40 }, () => ledger.window('sh1-energy', [1], { spoil: flipLast }));
    ledger.submit(windows);
    ledger.submit(more);
    expect((await make()).map((batch) => (batch as unknown[]).length)).to.deep.equal([100, 4]);
  });
});
