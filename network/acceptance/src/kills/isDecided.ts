import { z } from 'zod';
import type { Neighbourhood } from './Neighbourhood.js';

const healthSchema = z.object({ lag: z.int().optional() });
const summarySchema = z.object({ waiting: z.int() });

/** Whether the community's gateway has read every block and decided on every window. */
export async function isDecided({ gateway }: Neighbourhood): Promise<boolean> {
  const { lag } = await gateway.get('/health', healthSchema);
  const { waiting } = await gateway.get('/summary', summarySchema);
  return lag === 0 && waiting === 0;
}
