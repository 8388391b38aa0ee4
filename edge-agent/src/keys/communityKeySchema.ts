import { x25519KeySchema } from '@acequia/protocol';
import { z } from 'zod';

/** A key of the community that this home has sealed to, under the name `community/<version of ten digits>`. */
export const communityKeySchema = z.strictObject({ version: z.int().min(1), publicKey: x25519KeySchema });
export type CommunityKey = z.infer<typeof communityKeySchema>;
