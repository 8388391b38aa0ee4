import { toAmount, type BillDocument, type BillRecord } from '@acequia/protocol';

/**
 * What a final bill and its notes charge together, minor units.
 *
 * @param documentOf the document behind a public record, where it is known.
 * @returns undefined while a document is not known.
 */
export function chargedBefore(
  bill: BillRecord,
  notes: readonly BillRecord[],
  documentOf: (record: BillRecord) => BillDocument | undefined,
): bigint | undefined {
  const document = documentOf(bill);
  if (document === undefined) return undefined;
  let charged = toAmount(document.totalMinor);
  for (const note of notes) {
    const difference = documentOf(note)?.differenceMinor;
    if (difference === undefined) return undefined;
    charged += note.kind === 'creditNote' ? -toAmount(difference) : toAmount(difference);
  }
  return charged;
}
