import { HOME_NAMES } from '@acequia/network/acceptance';
import { LedgerError } from '@acequia/protocol/fabric';
import { loadTaken } from '../loadTaken.js';
import type { NetworkMeasure } from '../NetworkMeasure.js';
import { runClosedLoop } from '../runClosedLoop.js';

/** Transactions a second that do nothing but return: endorsed by the community and a home, submitted, committed as valid. */
export const nullMeasure: NetworkMeasure = {
  unit: 'tx/s',
  goal: { of: 'ratio', op: '>=', limit: 3 },
  name: (kind, against) => `${kind}/${against} null`,
  nameOn: (kind) => `${kind} null`,
  take: async (site, settings) => {
    const community = await site.community();
    const homes = HOME_NAMES.map((homeId) => community.home(homeId));
    const report = await runClosedLoop(
      async (client) => {
        const raw = homes[client % homes.length]?.client.raw;
        if (raw === undefined) throw new Error('the network has no homes');
        const { validationCode, transactionId } = await raw.submit(
          await raw.endorse({ function: 'null:nothing', arguments: [] }),
        );
        if (validationCode !== 'VALID') {
          throw new LedgerError(validationCode, 'the transaction is not valid', {
            phase: 'commit',
            transactionId,
          });
        }
      },
      settings,
      site.signal,
    );
    return loadTaken(nullMeasure.nameOn(site.kind), report);
  },
};
