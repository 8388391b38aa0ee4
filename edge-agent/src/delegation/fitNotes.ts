import { canonicalJson, EPOCH_NOTES_LENGTH, type EpochNotes } from '@acequia/protocol';

/** Bytes that `encodePadded` puts before the text. */
const LENGTH_BYTES = 4;

/** As much of what waits to be told as an epoch's notes hold: acknowledgements first, for fees wait for them. */
export function fitNotes({ receipts, acknowledged }: Omit<EpochNotes, 'version'>): EpochNotes {
  const notes: EpochNotes = { version: 1, receipts: [], acknowledged: [] };
  for (const run of acknowledged) {
    notes.acknowledged.push(run);
    if (fits(notes)) continue;
    notes.acknowledged.pop();
    break;
  }
  for (const receipt of receipts) {
    notes.receipts.push(receipt);
    if (fits(notes)) continue;
    notes.receipts.pop();
    break;
  }
  return notes;
}

function fits(notes: EpochNotes): boolean {
  return Buffer.byteLength(canonicalJson(notes)) + LENGTH_BYTES <= EPOCH_NOTES_LENGTH;
}
