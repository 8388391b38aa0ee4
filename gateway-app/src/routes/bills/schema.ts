import { documentNumberSchema } from '@acequia/protocol';
import { z } from 'zod';

export const billParamsSchema = z.strictObject({ number: documentNumberSchema });
