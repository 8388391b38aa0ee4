import { z } from 'zod';

/** That a party's request took effect: `request/<party>/<id>` (DESIGN §5.11). */
export const requestRecordSchema = z.strictObject({ transaction: z.string(), transactionId: z.string() });
