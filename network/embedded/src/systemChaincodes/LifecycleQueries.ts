import { peer } from '@hyperledger/fabric-protos';
import { messageOf } from '../messageOf.js';
import { applicationOrganisations } from '../channel/applicationOrganisations.js';
import { organisationsWithPeers } from '../channel/organisationsWithPeers.js';
import type { ChannelBundle } from '../channel/ChannelBundle.js';
import type { ChaincodeDefinition } from '../definitions/ChaincodeDefinition.js';
import type { Definitions } from '../definitions/Definitions.js';
import { chaincodePackage } from './chaincodePackage.js';
import { parseMessage } from '../peer/parseMessage.js';
import { LifecycleQueryError } from './LifecycleQueryError.js';
import { NOT_HERE } from './notHere.js';

const { lifecycle } = peer;
type Described = Pick<
  peer.lifecycle.QueryChaincodeDefinitionResult,
  | 'setSequence'
  | 'setVersion'
  | 'setEndorsementPlugin'
  | 'setValidationPlugin'
  | 'setValidationParameter'
  | 'setCollections'
  | 'setInitRequired'
>;

/** Answers a function's argument message with its result message. */
type Query = (input: Uint8Array, channel: string) => { serializeBinary(): Uint8Array };

const TRANSACTIONS: ReadonlySet<string> = new Set([
  'InstallChaincode',
  'GetInstalledChaincodePackage',
  'ApproveChaincodeDefinitionForMyOrg',
  'CommitChaincodeDefinition',
]);

/**
 * What `_lifecycle` knows, from the channel's definitions. Every organisation with a peer counts as having approved them and as
 * having the chaincode servers as packages; one without has nothing to approve with.
 */
export class LifecycleQueries {
  readonly #bundle: ChannelBundle;
  readonly #definitions: () => Definitions;
  readonly #queries: ReadonlyMap<string, Query> = new Map<string, Query>([
    ['QueryChaincodeDefinition', (input, channel) => this.#definition(input, channel)],
    ['QueryChaincodeDefinitions', () => this.#all()],
    ['CheckCommitReadiness', (input, channel) => this.#readiness(input, channel)],
    ['QueryApprovedChaincodeDefinition', (input, channel) => this.#approved(input, channel)],
    ['QueryInstalledChaincodes', () => this.#installed()],
    ['QueryInstalledChaincode', (input) => this.#installedOne(input)],
  ]);

  constructor(bundle: ChannelBundle, definitions: () => Definitions) {
    this.#bundle = bundle;
    this.#definitions = definitions;
  }

  /**
   * @param channel empty: without a channel
   * @throws LifecycleQueryError when what is asked for is not there
   * @throws Error for any other reason, with Fabric's text
   */
  answer(name: string, input: Uint8Array, channel: string): Uint8Array {
    if (TRANSACTIONS.has(name)) throw new Error(NOT_HERE);
    const query = this.#queries.get(name);
    if (query === undefined) throw new Error(`receiver *lifecycle.Invocation.${name} does not exist`);
    return query(input, channel).serializeBinary();
  }

  #definition(input: Uint8Array, channel: string): peer.lifecycle.QueryChaincodeDefinitionResult {
    const args = decoded('QueryChaincodeDefinition', lifecycle.QueryChaincodeDefinitionArgs, input);
    const definition = this.#definitions().find(args.getName());
    if (definition === undefined) throw new LifecycleQueryError(`namespace ${args.getName()} is not defined`);
    const result = describe(new lifecycle.QueryChaincodeDefinitionResult(), definition);
    this.#fillApprovals(result.getApprovalsMap(), channel, true);
    return result;
  }

  #all(): peer.lifecycle.QueryChaincodeDefinitionsResult {
    const result = new lifecycle.QueryChaincodeDefinitionsResult();
    for (const definition of this.#definitions().all) {
      const listed = new lifecycle.QueryChaincodeDefinitionsResult.ChaincodeDefinition();
      listed.setName(definition.name);
      result.addChaincodeDefinitions(describe(listed, definition));
    }
    return result;
  }

  /** Of the next definition, which nobody can approve here. */
  #readiness(input: Uint8Array, channel: string): peer.lifecycle.CheckCommitReadinessResult {
    const args = decoded('CheckCommitReadiness', lifecycle.CheckCommitReadinessArgs, input);
    const next = (this.#definitions().find(args.getName())?.sequence ?? 0) + 1;
    if (args.getSequence() !== next)
      throw new Error(
        `requested sequence is ${args.getSequence()}, but new definition must be sequence ${next}`,
      );
    const result = new lifecycle.CheckCommitReadinessResult();
    this.#fillApprovals(result.getApprovalsMap(), channel, false);
    return result;
  }

  #approved(input: Uint8Array, channel: string): peer.lifecycle.QueryApprovedChaincodeDefinitionResult {
    const args = decoded(
      'QueryApprovedChaincodeDefinition',
      lifecycle.QueryApprovedChaincodeDefinitionArgs,
      input,
    );
    const [name, sequence] = [args.getName(), args.getSequence()];
    const definition = this.#definitions().find(name);
    if (definition === undefined || (sequence !== 0 && sequence !== definition.sequence))
      throw new Error(
        `could not fetch approved chaincode definition (name: '${name}', sequence: '${sequence}') on channel '${channel}'`,
      );
    const local = new lifecycle.ChaincodeSource.Local();
    local.setPackageId(chaincodePackage(definition).id);
    const source = new lifecycle.ChaincodeSource();
    source.setLocalPackage(local);
    const result = describe(new lifecycle.QueryApprovedChaincodeDefinitionResult(), definition);
    result.setSource(source);
    return result;
  }

  #installed(): peer.lifecycle.QueryInstalledChaincodesResult {
    const { InstalledChaincode, References, Chaincode } = lifecycle.QueryInstalledChaincodesResult;
    const result = new lifecycle.QueryInstalledChaincodesResult();
    for (const definition of this.#definitions().all) {
      const { id, label } = chaincodePackage(definition);
      const chaincode = new Chaincode();
      chaincode.setName(definition.name);
      chaincode.setVersion(definition.version);
      const references = new References();
      references.setChaincodesList([chaincode]);
      const installed = new InstalledChaincode();
      installed.setPackageId(id);
      installed.setLabel(label);
      installed.getReferencesMap().set(this.#bundle.channel, references);
      result.addInstalledChaincodes(installed);
    }
    return result;
  }

  #installedOne(input: Uint8Array): peer.lifecycle.QueryInstalledChaincodeResult {
    const args = decoded('QueryInstalledChaincode', lifecycle.QueryInstalledChaincodeArgs, input);
    const wanted = args.getPackageId();
    const definition = this.#definitions().all.find((each) => chaincodePackage(each).id === wanted);
    if (definition === undefined)
      throw new LifecycleQueryError(`chaincode install package '${wanted}' not found`);
    const { References, Chaincode } = lifecycle.QueryInstalledChaincodeResult;
    const chaincode = new Chaincode();
    chaincode.setName(definition.name);
    chaincode.setVersion(definition.version);
    const references = new References();
    references.setChaincodesList([chaincode]);
    const result = new lifecycle.QueryInstalledChaincodeResult();
    result.setPackageId(wanted);
    result.setLabel(chaincodePackage(definition).label);
    result.getReferencesMap().set(this.#bundle.channel, references);
    return result;
  }

  #fillApprovals(
    approvals: { set(mspId: string, approved: boolean): unknown },
    channel: string,
    approved: boolean,
  ): void {
    if (channel === '') throw new Error(`no application config for channel '${channel}'`);
    const { config } = this.#bundle;
    const withPeers = organisationsWithPeers(config);
    for (const mspId of applicationOrganisations(config).keys()) {
      approvals.set(mspId, approved && withPeers.has(mspId));
    }
  }
}

function decoded<T>(name: string, type: { deserializeBinary(bytes: Uint8Array): T }, input: Uint8Array): T {
  try {
    return parseMessage(type, input);
  } catch (cause) {
    const text = `could not decode input arg for *lifecycle.Invocation.${name}: ${messageOf(cause)}`;
    throw new Error(text, { cause });
  }
}

/** Fills in what all messages that carry a definition have. */
function describe<T extends Described>(message: T, definition: ChaincodeDefinition): T {
  message.setSequence(definition.sequence);
  message.setVersion(definition.version);
  message.setEndorsementPlugin('escc');
  message.setValidationPlugin('vscc');
  message.setValidationParameter(definition.validationParameter.serializeBinary());
  message.setCollections(definition.collections);
  message.setInitRequired(definition.initRequired);
  return message;
}
