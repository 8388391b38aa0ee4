import { payloadHash } from '../formats/essential.js';
import type { WindowHeader } from '../schemas/monitoring.js';
import type { WindowPayload } from '../schemas/readings.js';
import { coverSpans } from './coverSpans.js';
import { isCounted } from './isCounted.js';
import { nextStand } from './nextStand.js';
import type { ReadingHistory, RegisterStand } from './readingHistory.js';

/**
 * The history after a window was decided; the given one is left as it is. Behind a rejected window the register may stand
 * anywhere: else one bad window would make every later one of the device inconsistent.
 *
 * @param payload what was sealed; undefined when it could not be read.
 * @param isAccepted a rejected window counts nothing.
 */
export function nextHistory(
  history: ReadingHistory,
  header: WindowHeader,
  payload: WindowPayload | undefined,
  isAccepted: boolean,
): ReadingHistory {
  const { deviceId } = header;
  const counted = isAccepted ? payload : undefined;
  const stand = history.registers[deviceId];
  return {
    registers: {
      ...history.registers,
      [deviceId]:
        counted === undefined ? afterRejected(stand, header) : afterAccepted(stand, counted, header),
    },
    covered: coverSpans(history.covered, counted?.intervals.filter(isCounted) ?? []),
    chains: { ...history.chains, [deviceId]: payload === undefined ? UNKNOWN : payloadHash(payload) },
  };
}

/** What follows a window that could not be read may carry any hash. */
const UNKNOWN = null;

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
