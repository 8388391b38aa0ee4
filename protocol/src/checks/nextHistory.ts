import type { WindowHeader, WindowPayload } from '../schemas/monitoring.js';
import { coverSpans } from './coverSpans.js';
import { isCounted } from './isCounted.js';
import { nextStand } from './nextStand.js';
import type { ReadingHistory, RegisterStand } from './readingHistory.js';

/**
 * The history after a window was decided; the given one is left as it is.
 *
 * @param payload of an accepted window; undefined for a rejected one, which counts nothing. Behind a rejected window the
 * register may stand anywhere: else one bad window would make every later one of the device inconsistent.
 */
export function nextHistory(
  history: ReadingHistory,
  header: WindowHeader,
  payload: WindowPayload | undefined,
): ReadingHistory {
  const stand = history.registers[header.deviceId];
  return {
    registers: {
      ...history.registers,
      [header.deviceId]:
        payload === undefined ? afterRejected(stand, header) : afterAccepted(stand, payload, header),
    },
    covered: coverSpans(history.covered, payload?.intervals.filter(isCounted) ?? []),
  };
}

function afterRejected(stand: RegisterStand | undefined, header: WindowHeader): RegisterStand {
  return {
    since: header.start,
    hole: false,
    ...stand,
    until: header.end,
    broken: true,
  };
}

function afterAccepted(
  stand: RegisterStand | undefined,
  payload: WindowPayload,
  header: WindowHeader,
): RegisterStand {
  return (
    payload.intervals.reduce<RegisterStand | undefined>(nextStand, stand) ?? afterRejected(stand, header)
  );
}
