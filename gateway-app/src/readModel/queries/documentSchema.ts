import { z } from 'zod';

/** A row whose one column holds a record's canonical JSON. */
export const documentSchema = z.strictObject({ document: z.string() });
