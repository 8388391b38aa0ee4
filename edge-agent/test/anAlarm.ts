import { random16Hex, type Alarm } from '@acequia/protocol';
import { GRID } from './aTerms.js';

/** An alarm about SH1. */
export function anAlarm(overrides: Partial<Alarm> = {}): Alarm {
  return {
    version: 1,
    alarmId: random16Hex(),
    homeId: 'SH1',
    code: 'LEAK_SUSPECTED',
    state: 'raised',
    resource: 'water',
    at: GRID - 60,
    sentAt: GRID,
    count: 1,
    value: 12,
    ...overrides,
  };
}
