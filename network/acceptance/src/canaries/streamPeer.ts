import type { DeliveryKind } from '@acequia/protocol/fabric';
import type { Member } from '../harness/Member.js';
import type { NeedleScanner } from './NeedleScanner.js';

/** What one member got from one peer's stream. */
export interface StreamReport {
  readonly messages: number;
  /** Names of the canaries that were in it. */
  readonly found: ReadonlySet<string>;
}

/** Reads a peer's stream from block 0 to its present end and looks for canaries in each message's bytes. */
export async function streamPeer(
  reader: Member,
  kind: DeliveryKind,
  height: number,
  scanner: NeedleScanner,
): Promise<StreamReport> {
  const found = new Set<string>();
  let messages = 0;
  for await (const message of reader.client.raw.deliveries(kind)) {
    for (const needle of scanner.find(message)) found.add(needle.canary.name);
    messages += 1;
    if (messages >= height) break;
  }
  return { messages, found };
}
