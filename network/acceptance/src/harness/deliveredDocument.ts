import type { BillDocument } from '@acequia/protocol';
import { orUnknown, type CommunityLedger } from '@acequia/protocol/fabric';
import { eventually } from './eventually.js';

/** Waits until a bill or note that is final has been delivered, and reads its document as its home does. */
export async function deliveredDocument(
  { billing }: Pick<CommunityLedger, 'billing'>,
  number: string,
): Promise<BillDocument> {
  return await eventually(`the document of ${number}`, async () => {
    const document = await orUnknown(billing.getBillDocument({ number }), /^BILL_(?:DOCUMENT_)?UNKNOWN$/);
    return document?.status === 'final' && document;
  });
}
