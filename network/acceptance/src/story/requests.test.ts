import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { canonicalJson, random16Hex, type JsonValue } from '@acequia/protocol';
import { FileJournal, type RawProposal } from '@acequia/protocol/fabric';
import { asSubmission } from '../harness/asSubmission.js';
import { Member } from '../harness/Member.js';
import type { MeterWindow } from '../harness/Meter.js';
import { openWindow } from '../harness/openWindow.js';
import { suite } from '../harness/Suite.js';
import { unchanged } from '../harness/unchanged.js';

describe('one request has one effect', () => {
  const home = (): Member => suite().community.home('SH1');
  const balance = async (accountId: string): Promise<string> => {
    await suite().settled();
    return (await suite().community.operator.ledger.token.getBalance({ accountId })).amount;
  };

  const transferOf = async (
    amount: string,
  ): Promise<Parameters<Member['ledger']['token']['transfer']>[0]> => {
    const { treasury } = suite().community;
    const { accountId, creditId } = await treasury.account(home(), '100');
    const to = `acc-${random16Hex()}`;
    await home().ledger.token.openAccount({ accountId: to });
    await suite().settled();
    return { requestId: random16Hex(), from: accountId, to, amount, fold: [creditId] };
  };

  it('when the same request id is used twice: the first transaction answers', async () => {
    const transfer = await transferOf('10');
    const first = await home().ledger.token.transfer(transfer);
    const second = await unchanged(() => home().ledger.token.transfer(transfer));
    expect(second).to.deep.equal(first);
    expect(await balance(transfer.to)).to.equal('10');
  });

  it('when the same request id is used for something else', async () => {
    const transfer = await transferOf('10');
    const first = await home().ledger.token.transfer(transfer);
    const second = await unchanged(() => home().ledger.token.transfer({ ...transfer, amount: '20' }));
    expect(second.transactionId).to.equal(first.transactionId);
    expect(await balance(transfer.to)).to.equal('10');
  });

  it('when two clients of one party send it at once', async () => {
    const { members } = suite();
    const [one, two] = await Promise.all(
      [1, 2].map(() => members.open({ mspId: 'SH1MSP', identity: 'user1' })),
    );
    if (one === undefined || two === undefined) throw new Error('two clients were opened');
    const transfer = await transferOf('10');
    const [first, second] = await Promise.all(
      [one, two].map(({ ledger }) => ledger.token.transfer(transfer)),
    );
    expect(second?.transactionId).to.equal(first?.transactionId);
    expect(await balance(transfer.to)).to.equal('10');
  });

  /** A client that finds signed bytes in its journal, as after a crash. @returns what became of them. */
  const recovered = async (
    requestId: string,
    bytes: Uint8Array,
  ): Promise<Awaited<ReturnType<Member['client']['recover']>>> => {
    const { config, network } = suite();
    const journalDir = join(config.dir, 'journals', randomUUID());
    await new FileJournal(journalDir).save(requestId, bytes);
    const member = await Member.open(network.description, { mspId: 'SH1MSP', identity: 'user1', journalDir });
    try {
      return await member.client.recover();
    } finally {
      member.close();
    }
  };

  it('when the same signed bytes are submitted at once by two clients, and again by a third', async () => {
    const transfer = await transferOf('10');
    const requestId = transfer.requestId ?? '';
    const { bytes, transactionId } = await home().client.raw.endorse({
      function: 'token:transfer',
      arguments: [canonicalJson(transfer)],
    });
    const atOnce = await Promise.all([recovered(requestId, bytes), recovered(requestId, bytes)]);
    const later = await unchanged(() => recovered(requestId, bytes));
    for (const outcomes of [...atOnce, later]) {
      expect(outcomes).to.have.lengthOf(1);
      expect(outcomes[0]).to.include({ requestId, transactionId, outcome: 'committed' });
    }
    expect(await balance(transfer.to)).to.equal('10');
  });
});

describe('two windows submitted at once under one sequence', () => {
  const home = (): Member => suite().community.home('SH1');
  const proposalOf = (window: MeterWindow): RawProposal => {
    const [request, { extended }] = asSubmission([window]);
    const json = (value: object): string => canonicalJson(value as JsonValue);
    return {
      function: 'monitoring:submitWindows',
      arguments: [json({ requestId: random16Hex(), ...request })],
      transient: { extended: json(extended) },
    };
  };

  it('endorsed before either is ordered: one is valid, the other conflicts', async () => {
    const { community, state, settled } = suite();
    const meter = await community.enrolMeter('SH1');
    await settled();
    const { raw } = home().client;
    const rivals = [meter.window({ amounts: [1] }), meter.window({ amounts: [2] })];
    const signed = await Promise.all(rivals.map((window) => raw.endorse(proposalOf(window))));
    const statuses = await Promise.all(signed.map((transaction) => raw.submit(transaction)));
    const codes = statuses.map(({ validationCode }) => validationCode);
    expect(codes).to.have.members(['VALID', 'MVCC_READ_CONFLICT']);
    const winner = rivals[codes.indexOf('VALID')];
    const { deviceId } = meter;
    const stored = await home().ledger.monitoring.getWindow({ deviceId, sequence: 1 });
    expect(stored.header).to.deep.equal(winner?.header);
    const opened = await openWindow(home(), community.sealer('SH1'), { deviceId, sequence: 1 });
    expect(opened).to.deep.equal(winner?.payload);
    const loser = await state.transaction(signed[codes.indexOf('MVCC_READ_CONFLICT')]?.transactionId ?? '');
    expect(loser?.writes).to.deep.equal([]);
  });

  it('through the client: the one that loses is told that it is a replay', async () => {
    const { community } = suite();
    const meter = await community.enrolMeter('SH1');
    const submit = (amount: number): Promise<unknown> =>
      home().ledger.monitoring.submitWindows(...asSubmission([meter.window({ amounts: [amount] })]));
    const outcomes = await Promise.allSettled([submit(1), submit(2)]);
    const lost = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as object] : [],
    );
    expect(lost).to.have.lengthOf(1);
    expect(lost[0]).to.have.property('code', 'SEQUENCE_REPLAY');
  });
});
