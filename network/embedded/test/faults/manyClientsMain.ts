import { GatewayError } from '@hyperledger/fabric-gateway';
import { Application } from '../foreign/Application.js';
import type { ManyClientsTask, ManyClientsResult } from './runManyClients.js';

const { ready, first, count } = JSON.parse(process.argv[2] ?? '') as ManyClientsTask;

const WRITERS_SHARE = 5;

/** Connects, asks, and writes if it is one in five; goes on asking while the peer says that it has too many requests. */
async function run(id: number): Promise<number> {
  const application = Application.connect(ready, 'Org1MSP');
  let refusals = 0;
  const insist = async <Result>(action: () => Promise<Result>): Promise<Result> => {
    for (;;) {
      try {
        return await action();
      } catch (error) {
        if (!(error instanceof GatewayError) || !error.cause.details.startsWith('too many requests'))
          throw error;
        refusals += 1;
        await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 1000));
      }
    }
  };
  try {
    await insist(() => application.evaluate('vault', 'list', 'none', 'nonf'));
    // Step by step: a refusal to tell of a commit is no reason to submit once more.
    if (id % WRITERS_SHARE === 0) {
      const proposal = application
        .contract('vault')
        .newProposal('create', { arguments: [`client${id}`, 'Ada'] });
      const transaction = await insist(() => proposal.endorse());
      const commit = await insist(() => transaction.submit());
      const { successful, code } = await insist(() => commit.getStatus());
      if (!successful) throw new Error(`client${id} committed with code ${code}`);
    }
    return refusals;
  } finally {
    application.close();
  }
}

function describe(error: unknown): string {
  const details = error instanceof GatewayError ? error.details.map(({ message }) => message) : [];
  return [String(error), ...details].join('; ');
}

const answers = await Promise.allSettled(Array.from({ length: count }, (_, number) => run(first + number)));
const result: ManyClientsResult = {
  done: answers.filter(({ status }) => status === 'fulfilled').length,
  refusals: answers.reduce((sum, answer) => sum + (answer.status === 'fulfilled' ? answer.value : 0), 0),
  errors: [
    ...new Set(answers.flatMap((answer) => (answer.status === 'rejected' ? [describe(answer.reason)] : []))),
  ],
};
process.stdout.write(JSON.stringify(result));
