import { suite } from '../harness/suite.js';
import type { TestNetwork } from '../harness/TestNetwork.js';
import { expectSame, type Said } from './expectSame.js';
import { generateSchedule } from './generateSchedule.js';
import { Normalizer } from './Normalizer.js';
import { readEvents } from './readEvents.js';
import { readFinalState } from './readFinalState.js';
import { readTransactions } from './readTransactions.js';
import { ScheduleRun } from './ScheduleRun.js';

const { config } = suite;
const [first, second] = config.networks;
const msPerTransaction = 5000;
const last = 'last';

// With one network there is nothing to compare it with.
if (first !== undefined && second !== undefined) {
  describe(`${first} and ${second} say the same: SEED=${config.seed} STEPS=${config.transactions}`, function () {
    // After the first difference all others follow.
    this.bail(true);
    let networks: readonly [TestNetwork, TestNetwork];
    let runs: readonly [ScheduleRun, ScheduleRun];

    before(() => {
      networks = [suite.network(0), suite.network(1)];
      runs = [new ScheduleRun(networks[0], new Normalizer()), new ScheduleRun(networks[1], new Normalizer())];
    });

    const ofBoth = async (
      ask: (network: TestNetwork, run: ScheduleRun) => Promise<unknown>,
    ): Promise<readonly [Said, Said]> => {
      const [one, other] = await Promise.all([ask(networks[0], runs[0]), ask(networks[1], runs[1])]);
      return [
        { kind: first, said: one },
        { kind: second, said: other },
      ];
    };

    it(`at every step of ${config.transactions} transactions`, async function () {
      this.timeout(60_000 + config.transactions * msPerTransaction);
      for (const [index, step] of generateSchedule(config.seed, config.transactions).entries()) {
        const said = await ofBoth((_network, run) => run.take(step, `s${index}`));
        expectSame(`step ${index}: ${JSON.stringify(step)}`, said);
      }
      const end = {
        kind: 'submit',
        invocation: { caller: { mspId: 'CommunityMSP', user: 'user1' }, calls: [['setEvent', last, '']] },
      } as const;
      expectSame('the last step', await ofBoth((_network, run) => run.take(end, last)));
    });

    for (const mspId of ['CommunityMSP', 'SH1MSP', 'SH2MSP', 'PublicMSP']) {
      it(`about the final state, as ${mspId}'s peer shows it`, async () => {
        const states = await ofBoth((_network, run) => readFinalState(run, mspId));
        expectSame(`the state of ${mspId}`, states);
      });

      it(`about validation codes in the blocks of ${mspId}'s peer`, async () => {
        const transactions = await ofBoth((network, { names }) =>
          readTransactions(network, mspId, names, last),
        );
        expectSame(`the blocks of ${mspId}`, transactions);
      });

      it(`about chaincode events, as ${mspId}'s Gateway gives them`, async () => {
        const events = await ofBoth((network, { names }) => readEvents(network, mspId, names, last));
        expectSame(`the events of ${mspId}`, events);
      });
    }
  });
}
