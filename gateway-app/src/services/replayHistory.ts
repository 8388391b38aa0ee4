import { coverSpans, emptyHistory, nextHistory, type Flow, type ReadingHistory } from '@acequia/protocol';
import { headerOf } from '../readModel/queries/headerOf.js';
import type { WindowRow } from '../readModel/queries/MonitoringQueries.js';
import type { ReadModel } from '../readModel/ReadModel.js';

/** What the decided windows of a home, resource and flow have said so far, in the order of the ledger. */
export function replayHistory(
  model: ReadModel,
  homeId: string,
  resource: string,
  flow: Flow = 'consumption',
): ReadingHistory {
  return model.monitoring
    .decided(homeId, resource, flow)
    .reduce((history, window) => after(model, history, window), emptyHistory());
}

function after(model: ReadModel, history: ReadingHistory, window: WindowRow): ReadingHistory {
  const payload = model.readings.payload(window);
  const next = nextHistory(history, headerOf(window), payload, window.verdict === 'accepted');
  if (window.verdict === 'rejected' || payload !== undefined) return next;
  // Of an accepted window that was erased only the header is left: its time counts as covered, so that nothing in it
  // can be billed again.
  return { ...next, covered: coverSpans(next.covered, [window]) };
}
