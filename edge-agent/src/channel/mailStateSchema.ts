import { random16HexSchema } from '@acequia/protocol';
import { z } from 'zod';

/** How far the home has read its mail, and which messages it knows. */
export const mailStateSchema = z.strictObject({
  cursor: z.int().min(0),
  /** Taken already, as long as they could come again. */
  seen: z.array(z.strictObject({ messageId: random16HexSchema, sentAt: z.int().min(0) })),
});
export type MailState = z.infer<typeof mailStateSchema>;
