import { setTimeout as sleep } from 'node:timers/promises';
import type { Cases } from './Case.js';
import type { CaseNetwork } from './CaseNetwork.js';

const patienceMs = 120_000;
const mspIds = ['CommunityMSP', 'SH1MSP', 'SH2MSP', 'PublicMSP'];

/** Waits until the chaincode answers on every peer again; it is started anew by whoever runs it. */
async function answering(on: CaseNetwork): Promise<unknown> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answers: unknown[] = [];
    for (const mspId of mspIds)
      answers.push(
        await on.evaluate([['getState', 'c-absent']], {
          caller: { mspId, user: 'user1' },
          endorsers: [mspId],
        }),
      );
    if (JSON.stringify(answers).includes('refusal') && Date.now() < deadline) await sleep(500);
    else return answers;
  }
}

/** What becomes of calls whose chaincode dies. */
export const crashCases: Cases = {
  'a chaincode that ends in the middle of a call, and is back': async (on) => [
    await on.evaluate([['exit']], { endorsers: ['CommunityMSP'] }),
    await answering(on),
  ],
};
