import { billDocumentSchema, CodedError, hashCanonical, type BillDocument } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import type { CommunityContext } from './CommunityContext.js';

/** What a document is delivered with. */
export interface DeliveryContext extends Pick<CommunityContext, 'model' | 'documents' | 'reached'> {
  readonly ledger: { readonly billing: Pick<CommunityLedger['billing'], 'deliverBill'> };
}

/**
 * Puts the document behind a bill's or note's public record into the home's collection, if the record is in this state
 * and the document is not there yet.
 *
 * @throws CodedError BILL_DOCUMENT_LOST when this gateway does not have the document that was committed to, LedgerError.
 */
export async function deliverDocument(
  { model, documents, ledger, reached }: DeliveryContext,
  number: string,
  status: BillDocument['status'],
): Promise<void> {
  const record = model.billing.bill(number);
  if (record?.status !== status || model.billing.document(number, status) !== undefined) return;
  const stored = documents.find(billDocumentSchema, `bill/${number}/${status}`);
  if (stored === undefined || hashCanonical(stored.document) !== record.commitment) {
    throw new CodedError(
      'BILL_DOCUMENT_LOST',
      `the document behind ${number} (${status}) is not in this gateway's store`,
    );
  }
  const { document, deliverRequestId } = stored;
  const { blockNumber } = await ledger.billing.deliverBill(
    { requestId: deliverRequestId, number },
    { document },
  );
  await reached(blockNumber);
}
