import { expect } from 'chai';
import { temporaryFolder } from '../../test/ledger/temporaryFolder.js';
import { TestChain, type TestTransaction } from '../../test/validation/TestChain.js';

type Run = NonNullable<TestTransaction['run']>;

const put: Run = (simulator) => {
  simulator.setState('basic', 'key', Buffer.from('value'));
};
const putPrivate: Run = (simulator) => {
  simulator.setPrivateData('basic', 'secrets', 'key', Buffer.from('value'));
};
const setPolicy =
  (policy: Uint8Array): Run =>
  (simulator) => {
    simulator.setStateMetadata('basic', 'key', new Map([['VALIDATION_PARAMETER', policy]]));
  };
const setPrivatePolicy =
  (policy: Uint8Array): Run =>
  (simulator) => {
    simulator.setPrivateDataMetadata('basic', 'secrets', 'key', new Map([['VALIDATION_PARAMETER', policy]]));
  };

for (const kind of ['public', 'private'] as const) {
  describe(`Policies of ${kind} keys`, () => {
    const file = temporaryFolder();
    const write = kind === 'public' ? put : putPrivate;
    const setKeyPolicy = kind === 'public' ? setPolicy : setPrivatePolicy;
    let chain: TestChain;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      chain = await TestChain.open(file(`${kind}${count}`));
      await chain.commit(chain.transaction({ run: write }));
    });

    function transaction(run: Run, ...endorsers: readonly string[]): ReturnType<TestChain['transaction']> {
      return chain.transaction(endorsers.length === 0 ? { run } : { run, endorsers });
    }

    it("hold instead of the chaincode's, for values and for metadata", async () => {
      const third = chain.policy("OR('Org3MSP.peer')");
      expect(await chain.commit(transaction(setKeyPolicy(third)))).to.deep.equal(['VALID']);
      expect(await chain.commit(transaction(write), transaction(setKeyPolicy(third)))).to.deep.equal([
        'ENDORSEMENT_POLICY_FAILURE',
        'ENDORSEMENT_POLICY_FAILURE',
      ]);
      expect(chain.reasons[0]).to.match(/^validation of key .* failed: /);
      expect(await chain.commit(transaction(write, 'Org3MSP'))).to.deep.equal(['VALID']);
      // A value keeps the key's policy.
      expect(await chain.commit(transaction(write), transaction(write, 'Org3MSP'))).to.deep.equal([
        'ENDORSEMENT_POLICY_FAILURE',
        'VALID',
      ]);
    });

    it('are those before the block; whoever writes a key after its policy changed in the block is refused', async () => {
      const third = chain.policy("OR('Org3MSP.peer')");
      expect(
        await chain.commit(
          transaction(write),
          transaction(setKeyPolicy(third)),
          transaction(write),
          transaction(write, 'Org3MSP'),
        ),
      ).to.deep.equal(['VALID', 'VALID', 'ENDORSEMENT_POLICY_FAILURE', 'ENDORSEMENT_POLICY_FAILURE']);
      expect(chain.reasons.every((reason) => reason.includes('have been changed'))).to.equal(true);
    });

    it('are changed by an endorsed transaction even when its reads do not hold, and not by one without endorsement', async () => {
      const third = chain.policy("OR('Org3MSP.peer')");
      const stale: Run = (simulator) => {
        simulator.getState('basic', 'read');
        setKeyPolicy(third)(simulator);
      };
      const change: Run = (simulator) => {
        simulator.setState('basic', 'read', Buffer.from('value'));
      };
      expect(await chain.commit(transaction(change), transaction(stale), transaction(write))).to.deep.equal([
        'VALID',
        'MVCC_READ_CONFLICT',
        'ENDORSEMENT_POLICY_FAILURE',
      ]);
      expect(
        await chain.commit(transaction(setKeyPolicy(third), 'Org3MSP'), transaction(write)),
      ).to.deep.equal(['ENDORSEMENT_POLICY_FAILURE', 'VALID']);
    });

    it('that are none refuse every write, and stop nothing else', async () => {
      const junk = Buffer.from([0xff, 0xff]);
      expect(await chain.commit(transaction(setKeyPolicy(junk)))).to.deep.equal(['VALID']);
      expect(
        await chain.commit(
          transaction(write),
          transaction(() => undefined),
        ),
      ).to.deep.equal(['ENDORSEMENT_POLICY_FAILURE', 'VALID']);
    });

    it('go with the key, and come back with none', async () => {
      const third = chain.policy("OR('Org3MSP.peer')");
      const remove: Run = (simulator) => {
        if (kind === 'public') simulator.deleteState('basic', 'key');
        else simulator.deletePrivateData('basic', 'secrets', 'key');
      };
      await chain.commit(transaction(setKeyPolicy(third)));
      expect(await chain.commit(transaction(remove, 'Org3MSP'))).to.deep.equal(['VALID']);
      // Metadata of a key that is not there count for nothing.
      expect(await chain.commit(transaction(setKeyPolicy(third)))).to.deep.equal(['VALID']);
      expect(chain.commits.at(-1)?.updates).to.deep.equal([]);
      expect(await chain.commit(transaction(write))).to.deep.equal(['VALID']);
      expect(chain.commits.at(-1)?.updates[0]?.entry?.metadata.size).to.equal(0);
    });

    it('may be deleted, which leaves the value', async () => {
      await chain.commit(transaction(setKeyPolicy(chain.policy("OR('Org3MSP.peer')"))));
      const clear: Run = (simulator) => {
        if (kind === 'public') simulator.setStateMetadata('basic', 'key', new Map());
        else simulator.setPrivateDataMetadata('basic', 'secrets', 'key', new Map());
      };
      expect(await chain.commit(transaction(clear, 'Org3MSP'))).to.deep.equal(['VALID']);
      expect(await chain.commit(transaction(write))).to.deep.equal(['VALID']);
    });

    it('do not cover other keys of the transaction', async () => {
      await chain.commit(transaction(setKeyPolicy(chain.policy("OR('Org3MSP.peer')"))));
      const both: Run = (simulator) => {
        write(simulator);
        simulator.setState('basic', 'free', Buffer.from('value'));
      };
      expect(
        await chain.commit(
          transaction(both, 'Org3MSP'),
          transaction(both),
          transaction(both, 'Org1MSP', 'Org2MSP', 'Org3MSP'),
        ),
      ).to.deep.equal(['ENDORSEMENT_POLICY_FAILURE', 'ENDORSEMENT_POLICY_FAILURE', 'VALID']);
    });
  });
}
