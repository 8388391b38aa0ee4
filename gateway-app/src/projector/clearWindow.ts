import type { Database } from '../readModel/Database.js';

const TABLES = ['intervals', 'extendedValues', 'sealedRecords'] as const;

/** Takes what a window held out of the read model: it was erased, or is sealed anew. */
export function clearWindow(database: Database, deviceId: string, sequence: number): void {
  for (const table of TABLES) {
    database.run(`DELETE FROM ${table} WHERE deviceId = ? AND sequence = ?`, deviceId, sequence);
  }
}
