import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceError } from '@grpc/grpc-js';
import { peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { expectCode } from '../../test/fabric/expectCode.js';
import { failureOf } from '../../test/fabric/failureOf.js';
import { unavailable } from '../../test/fabric/unavailable.js';
import { HOME, WritingScene } from '../../test/fabric/WritingScene.js';

const { MVCC_READ_CONFLICT } = peer.TxValidationCode;

describe('writes to the ledger that are pending', () => {
  let scene: WritingScene;

  beforeEach(async () => {
    scene = new WritingScene();
    await scene.start();
  });
  afterEach(async () => {
    await scene.stop();
  });

  it('keeps what is pending, and recovers it with the same bytes after a restart', async () => {
    scene.gateway.submissions.push(...Array<ServiceError>(99).fill(unavailable()));
    const first = await scene.client({ patience: { submission: 300 } });
    const error = await failureOf(first.ledger.registry.enrolHome(HOME));
    expect(error).to.include({ code: 'SUBMISSION_PENDING', phase: 'submit' });
    expect(await scene.journal.list()).to.deep.equal([HOME.requestId]);
    first.close();

    scene.gateway.submissions.length = 0;
    const second = await scene.client();
    expect(await second.recover()).to.deep.equal([
      {
        requestId: HOME.requestId,
        transactionId: error.transactionId,
        function: 'registry:enrolHome',
        outcome: 'committed',
        blockNumber: 7,
      },
    ]);
    expect(await scene.journal.list()).to.deep.equal([]);
    expect(new Set(scene.submitted()).size).to.equal(1);
    expect(scene.gateway.sent.endorse).to.have.length(1);
    expect(await second.recover()).to.deep.equal([]);
  });

  it('reports what was found invalid or is still open when it recovers', async () => {
    scene.gateway.submissions.push(...Array<ServiceError>(99).fill(unavailable()));
    const first = await scene.client({ patience: { submission: 100 } });
    await failureOf(first.ledger.registry.enrolHome(HOME));
    expect(await first.recover()).to.have.deep.nested.property('[0].outcome', 'pending');
    expect(await scene.journal.list()).to.deep.equal([HOME.requestId]);
    scene.gateway.submissions.length = 0;
    scene.gateway.statuses.push(MVCC_READ_CONFLICT);
    const [recovered] = await first.recover();
    expect(recovered).to.include({ outcome: 'invalid', code: 'MVCC_READ_CONFLICT' });
    expect(await scene.journal.list()).to.deep.equal([]);
  });

  it('submits kept bytes first when the same request comes again, and refuses another under its id', async () => {
    scene.gateway.submissions.push(...Array<ServiceError>(99).fill(unavailable()));
    const { ledger } = await scene.client({ patience: { submission: 100 } });
    const pending = await failureOf(ledger.registry.enrolHome(HOME));
    await expectCode(ledger.registry.enrolHome({ ...HOME, homeId: 'SH2' }), 'REQUEST_DIFFERS');
    scene.gateway.submissions.length = 0;
    const done = await ledger.registry.enrolHome(HOME);
    expect(done.transactionId).to.equal(pending.transactionId);
    expect(scene.gateway.sent.endorse).to.have.length(1);
  });

  it('does not run one request twice at once', async () => {
    const { ledger } = await scene.client();
    const first = ledger.registry.enrolHome(HOME);
    await expectCode(ledger.registry.enrolHome(HOME), 'REQUEST_RUNNING');
    await first;
  });

  it('leaves a write pending when it is closed', async () => {
    scene.gateway.statuses.push('hang');
    const closing = await scene.client();
    const writing = failureOf(closing.ledger.registry.enrolHome(HOME));
    while (scene.gateway.sent.commitStatus.length === 0) await sleep(10);
    const closed = Date.now();
    closing.close();
    expect((await writing).code).to.equal('SUBMISSION_PENDING');
    // The peer would have kept the call waiting for a minute.
    expect(Date.now() - closed).to.be.below(20_000);
    expect(await scene.journal.list()).to.deep.equal([HOME.requestId]);
  });
});
