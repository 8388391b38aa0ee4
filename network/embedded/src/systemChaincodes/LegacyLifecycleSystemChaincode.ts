import type { peer } from '@hyperledger/fabric-protos';
import { messageOf } from '../messageOf.js';
import type { AccessControl } from '../endorser/AccessControl.js';
import type { Identity } from '../msp/Identity.js';
import { NOT_HERE } from './notHere.js';
import { refusal } from './refusal.js';
import { success } from './success.js';
import type { SystemChaincode } from './SystemChaincode.js';
import type { SystemChaincodeContext } from './SystemChaincodeContext.js';
import { text } from './text.js';

type Query = (fname: string, args: readonly Uint8Array[], context: SystemChaincodeContext) => peer.Response;

const NONE = new Uint8Array();

/**
 * `lscc`, the lifecycle before Fabric 2.0 (core/scc/lscc/lscc.go), as it answers on a channel with the new lifecycle and no
 * chaincode from before: it knows none.
 */
export class LegacyLifecycleSystemChaincode implements SystemChaincode {
  readonly #access: AccessControl;
  readonly #queries: ReadonlyMap<string, Query> = new Map<string, Query>([
    ['install', (...call) => this.#install(...call)],
    ['deploy', readOnly],
    ['upgrade', readOnly],
    ['getid', this.#byName('ChaincodeExists')],
    ['ChaincodeExists', this.#byName('ChaincodeExists')],
    ['getdepspec', this.#byName('GetDeploymentSpec')],
    ['GetDeploymentSpec', this.#byName('GetDeploymentSpec')],
    ['getccdata', this.#byName('GetChaincodeData')],
    ['GetChaincodeData', this.#byName('GetChaincodeData')],
    ['getchaincodes', (...call) => this.#instantiated(...call)],
    ['GetChaincodes', (...call) => this.#instantiated(...call)],
    ['getinstalledchaincodes', (...call) => this.#installed(...call)],
    ['GetInstalledChaincodes', (...call) => this.#installed(...call)],
    ['GetCollectionsConfig', (...call) => this.#collections(...call)],
    ['getcollectionsconfig', (...call) => this.#collections(...call)],
  ]);

  constructor(access: AccessControl) {
    this.#access = access;
  }

  execute(args: readonly Uint8Array[], context: SystemChaincodeContext): peer.Response {
    if (args.length === 0) return wrongCount(args);
    const fname = text(args[0]);
    return this.#queries.get(fname)?.(fname, args, context) ?? refusal(`invalid function to lscc: ${fname}`);
  }

  #install(fname: string, args: readonly Uint8Array[], { creator }: SystemChaincodeContext): peer.Response {
    if (args.length < 2) return wrongCount(args);
    return this.#guarded(`[${fname}]`, 'Install', '', creator) ?? refusal(`install is refused: ${NOT_HERE}`);
  }

  #byName(resource: string): Query {
    return (fname, args, { creator }) => {
      if (args.length !== 3) return wrongCount(args);
      const channel = text(args[1]);
      const denied = this.#guarded(`[${fname}][${channel}]`, resource, channel, creator);
      return denied ?? refusal(`could not find chaincode with name '${text(args[2])}'`);
    };
  }

  #instantiated(fname: string, args: readonly Uint8Array[], context: SystemChaincodeContext): peer.Response {
    if (args.length !== 1) return wrongCount(args);
    const { channel, creator } = context;
    const denied = this.#guarded(`[${fname}][${channel}]`, 'GetInstantiatedChaincodes', channel, creator);
    return denied ?? success(NONE);
  }

  #installed(fname: string, args: readonly Uint8Array[], { creator }: SystemChaincodeContext): peer.Response {
    if (args.length !== 1) return wrongCount(args);
    return this.#guarded(`[${fname}]`, 'GetInstalledChaincodes', '', creator) ?? success(NONE);
  }

  #collections(fname: string, args: readonly Uint8Array[], context: SystemChaincodeContext): peer.Response {
    if (args.length !== 2) return wrongCount(args);
    const denied = this.#guarded(`[${fname}]`, 'GetCollectionsConfig', context.channel, context.creator);
    return denied ?? refusal(`collections config not defined for chaincode ${text(args[1])}`);
  }

  /** @returns the refusal, if the caller may not */
  #guarded(what: string, resource: string, channel: string, caller: Identity): peer.Response | undefined {
    try {
      this.#access.check(`lscc/${resource}`, channel, caller);
      return undefined;
    } catch (error) {
      return refusal(`access denied for ${what}: ${messageOf(error)}`);
    }
  }
}

function readOnly(_: string, args: readonly Uint8Array[]): peer.Response {
  if (args.length < 3) return wrongCount(args);
  const channel = text(args[1]);
  if (channel === '') return refusal('invalid channel name: ');
  return refusal(`Channel '${channel}' has been migrated to the new lifecycle, LSCC is now read-only`);
}

function wrongCount(args: readonly Uint8Array[]): peer.Response {
  return refusal(`invalid number of arguments to lscc: ${args.length}`);
}
