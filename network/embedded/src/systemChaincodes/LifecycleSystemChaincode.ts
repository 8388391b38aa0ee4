import type { peer } from '@hyperledger/fabric-protos';
import { messageOf } from '../messageOf.js';
import type { AccessControl } from '../endorser/AccessControl.js';
import type { LifecycleQueries } from './LifecycleQueries.js';
import { LifecycleQueryError } from './LifecycleQueryError.js';
import { refusal } from './refusal.js';
import { success } from './success.js';
import type { SystemChaincode } from './SystemChaincode.js';
import type { SystemChaincodeContext } from './SystemChaincodeContext.js';
import { text } from './text.js';

const NAME = '_lifecycle';

/** `_lifecycle`: which chaincodes are defined (core/chaincode/lifecycle/scc.go). Its transactions are refused. */
export class LifecycleSystemChaincode implements SystemChaincode {
  readonly #queries: LifecycleQueries;
  readonly #access: AccessControl;

  constructor(queries: LifecycleQueries, access: AccessControl) {
    this.#queries = queries;
    this.#access = access;
  }

  execute(args: readonly Uint8Array[], { channel, creator }: SystemChaincodeContext): peer.Response {
    const [name, input] = args;
    if (name === undefined) return refusal('lifecycle scc must be invoked with arguments');
    if (input === undefined || args.length !== 2)
      return refusal(`lifecycle scc operations require exactly two arguments but received ${args.length}`);
    const fname = text(name);
    try {
      this.#access.check(`${NAME}/${fname}`, channel, creator);
    } catch (error) {
      return refusal(`Failed to authorize invocation due to failed ACL check: ${messageOf(error)}`);
    }
    try {
      return success(this.#queries.answer(fname, input, channel));
    } catch (error) {
      if (error instanceof LifecycleQueryError) return refusal(error.message, 404);
      return refusal(`failed to invoke backing implementation of '${fname}': ${messageOf(error)}`);
    }
  }
}
