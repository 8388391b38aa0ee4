import { pino, type Logger } from 'pino';
import type { GatewayConfig } from '../config.js';

/** Logs in JSON lines to stderr, so that stdout carries nothing but answers to whoever started the program. */
export function createLogger({ logLevel, role, homeId }: GatewayConfig): Logger {
  const base = { role, ...(homeId === undefined ? {} : { homeId }) };
  return pino({ level: logLevel, base }, pino.destination({ fd: 2, sync: true }));
}
