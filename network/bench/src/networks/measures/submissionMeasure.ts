import { HOME_NAMES } from '@acequia/network/acceptance';
import { untilAborted } from '../../untilAborted.js';
import { loadTaken } from '../loadTaken.js';
import type { NetworkMeasure } from '../NetworkMeasure.js';
import { runClosedLoop } from '../runClosedLoop.js';

/** 2015-10-01 UTC: a year of windows lies between the first one and the ledger's present time. */
const FIRST_WINDOW = Date.UTC(2015, 9) / 1000;

/**
 * Windows a second that homes submit: each client is a meter of one of three homes, whose windows of four hours go one at a
 * time and in sequence, sealed, signed, journalled, committed.
 */
export const submissionMeasure: NetworkMeasure = {
  unit: 'tx/s',
  goal: { of: 'ratio', op: '>=', limit: 3 },
  name: (kind, against) => `${kind}/${against} submissions`,
  nameOn: (kind) => `${kind} submissions`,
  take: async (site, settings) => {
    const community = await site.community();
    const enrolments = Array.from({ length: settings.clients }, (_, client) => {
      const homeId = HOME_NAMES[client % HOME_NAMES.length];
      if (homeId === undefined) throw new Error('the network has no homes');
      return community.enrolMeter(homeId, 'energy', FIRST_WINDOW);
    });
    const meters = await untilAborted(Promise.all(enrolments), site.signal);
    const report = await runClosedLoop(
      async (client) => {
        const meter = meters[client];
        if (meter === undefined) throw new Error(`client ${client} has no meter`);
        // The next window once this one is committed: a refused one is made again.
        await community.submit(meter, meter.window());
      },
      settings,
      site.signal,
    );
    return loadTaken(submissionMeasure.nameOn(site.kind), report);
  },
};
