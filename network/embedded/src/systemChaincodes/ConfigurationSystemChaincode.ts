import { peer } from '@hyperledger/fabric-protos';
import { messageOf } from '../messageOf.js';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { AccessControl } from '../endorser/AccessControl.js';
import type { Identity } from '../msp/Identity.js';
import { NOT_HERE } from './notHere.js';
import type { PeerLedger } from './PeerLedger.js';
import { refusal } from './refusal.js';
import { success } from './success.js';
import type { SystemChaincode } from './SystemChaincode.js';
import type { SystemChaincodeContext } from './SystemChaincodeContext.js';
import { text } from './text.js';

const NAME = 'cscc';
const WITHOUT_ARGUMENT: ReadonlySet<string> = new Set(['GetChannels', 'JoinBySnapshotStatus']);

type Command = (argument: Uint8Array, caller: Identity) => peer.Response;

/** `cscc`: the peer's channels and their configuration (core/scc/cscc/configure.go). Joining a channel is refused. */
export class ConfigurationSystemChaincode implements SystemChaincode {
  readonly #bundle: ChannelBundle;
  readonly #ledger: PeerLedger;
  readonly #access: AccessControl;
  readonly #commands: ReadonlyMap<string, Command> = new Map<string, Command>([
    ['GetChannels', (_, caller) => this.#getChannels(caller)],
    ['GetConfigBlock', (channel, caller) => this.#getConfigBlock(text(channel), caller)],
    ['GetChannelConfig', (channel, caller) => this.#getChannelConfig(text(channel), caller)],
    ['JoinBySnapshotStatus', (_, caller) => this.#joinBySnapshotStatus(caller)],
    ['JoinChain', (_, caller) => this.#join('JoinChain', caller)],
    ['JoinChainBySnapshot', (_, caller) => this.#join('JoinChainBySnapshot', caller)],
  ]);

  constructor(bundle: ChannelBundle, ledger: PeerLedger, access: AccessControl) {
    this.#bundle = bundle;
    this.#ledger = ledger;
    this.#access = access;
  }

  execute(args: readonly Uint8Array[], { creator, invokedChaincode }: SystemChaincodeContext): peer.Response {
    const fname = text(args[0]);
    if (args.length < (WITHOUT_ARGUMENT.has(fname) ? 1 : 2))
      return refusal(`Incorrect number of arguments, ${args.length}`);
    if (invokedChaincode !== NAME)
      return refusal(
        `Rejecting invoke of CSCC from another chaincode, original invocation for '${invokedChaincode}'`,
      );
    const command = this.#commands.get(fname);
    return (
      command?.(args[1] ?? new Uint8Array(), creator) ?? refusal(`Requested function ${fname} not found.`)
    );
  }

  #getChannels(caller: Identity): peer.Response {
    return this.#guarded('GetChannels', undefined, caller, () => {
      const channel = new peer.ChannelInfo();
      channel.setChannelId(this.#bundle.channel);
      const channels = new peer.ChannelQueryResponse();
      channels.setChannelsList([channel]);
      return success(channels.serializeBinary());
    });
  }

  #getConfigBlock(channel: string, caller: Identity): peer.Response {
    return this.#guarded('GetConfigBlock', channel, caller, () => {
      try {
        return success(this.#ledger.configBlock().serializeBinary());
      } catch (error) {
        return refusal(messageOf(error));
      }
    });
  }

  #getChannelConfig(channel: string, caller: Identity): peer.Response {
    if (channel === '') return refusal('empty channel name provided');
    return this.#guarded('GetChannelConfig', channel, caller, () =>
      success(this.#bundle.config.serializeBinary()),
    );
  }

  #joinBySnapshotStatus(caller: Identity): peer.Response {
    return this.#guarded('JoinBySnapshotStatus', undefined, caller, () =>
      success(new peer.JoinBySnapshotStatus().serializeBinary()),
    );
  }

  #join(fname: string, caller: Identity): peer.Response {
    return this.#guarded(fname, undefined, caller, () => refusal(`${fname} is refused: ${NOT_HERE}`));
  }

  /** @param channel `undefined` for what concerns the peer and no channel */
  #guarded(
    fname: string,
    channel: string | undefined,
    caller: Identity,
    run: () => peer.Response,
  ): peer.Response {
    try {
      this.#access.check(`${NAME}/${fname}`, channel ?? '', caller);
    } catch (error) {
      const where = channel === undefined ? '' : `[${channel}]`;
      return refusal(`access denied for [${fname}]${where}: ${messageOf(error)}`);
    }
    return run();
  }
}
