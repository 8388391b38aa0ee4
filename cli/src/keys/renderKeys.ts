import type { KeysAnswer } from '@acequia/edge-agent';
import { formatMoment } from '../format/formatMoment.js';

/** What a home publishes of its keys. */
export function renderKeys(
  homeId: string,
  { operationKeyVersion, epoch, start, end }: KeysAnswer,
  zone: string,
): string[] {
  return [
    operationKeyVersion === 0
      ? `${homeId} has published no key yet: its agent does so when it has reached the ledger.`
      : `${homeId} receives messages and alarms with its key ${String(operationKeyVersion)}.`,
    ...(start === undefined || end === undefined
      ? []
      : [
          `Its readings are sealed with keys that change every six hours: those of epoch ${String(epoch)} are for ` +
            `${formatMoment(start, zone)} to ${formatMoment(end, zone)}.`,
        ]),
  ];
}
