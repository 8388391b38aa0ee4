import { canonicalJson, random16Hex, type JsonValue } from '@acequia/protocol';
import { expectCode } from '../harness/expectCode.js';
import type { Member } from '../harness/Member.js';
import { unchanged } from '../harness/unchanged.js';

/**
 * Asserts that the chaincode itself refuses requests that the client would not even send, and that no state changed.
 *
 * @param name `contract:function`.
 * @param requests without request ids.
 * @param transient the same for all.
 */
export async function refusedByChaincode(
  { client: { raw } }: Member,
  name: string,
  requests: readonly object[],
  code: string,
  transient: Readonly<Record<string, JsonValue>> = {},
): Promise<void> {
  const inputs = Object.entries(transient).map(([key, value]) => [key, canonicalJson(value)] as const);
  await unchanged(async () => {
    for (const request of requests) {
      const full = { requestId: random16Hex(), ...request } as JsonValue;
      const call = {
        function: name,
        arguments: [canonicalJson(full)],
        transient: Object.fromEntries(inputs),
      };
      await expectCode(raw.endorse(call), code);
    }
  });
}
