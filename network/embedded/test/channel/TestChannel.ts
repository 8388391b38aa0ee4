import type { common } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../../src/channel/ChannelBundle.js';
import type { GenesisOptions } from '../../src/channel/GenesisOptions.js';
import { genesisBlock } from '../../src/channel/genesisBlock.js';
import { readChannelBundle } from '../../src/channel/readChannelBundle.js';
import { embeddedSettingsSchema } from '../../src/settings/embeddedSettings.js';
import type { EmbeddedSettings } from '../../src/settings/embeddedSettings.js';
import { TestOrganisation } from '../policies/TestOrganisation.js';

/** A channel `energy` of some organisations with an orderer. */
export class TestChannel {
  readonly organisations: ReadonlyMap<string, TestOrganisation>;
  readonly orderer: TestOrganisation;

  private constructor(organisations: ReadonlyMap<string, TestOrganisation>, orderer: TestOrganisation) {
    this.organisations = organisations;
    this.orderer = orderer;
  }

  static create(...mspIds: readonly string[]): TestChannel {
    const organisations = mspIds.map((mspId) => [mspId, TestOrganisation.create(mspId)] as const);
    return new TestChannel(new Map(organisations), TestOrganisation.create('OrdererMSP'));
  }

  organisation(mspId: string): TestOrganisation {
    const organisation = this.organisations.get(mspId);
    if (organisation === undefined) {
      throw new Error(`no organisation ${mspId}`);
    }
    return organisation;
  }

  options(settings: Partial<EmbeddedSettings> = {}): GenesisOptions {
    const mspIds = [...this.organisations.keys()];
    return {
      settings: embeddedSettingsSchema.parse({
        channel: 'energy',
        organisations: mspIds.map((mspId, index) => ({
          mspId,
          domain: `${mspId.toLowerCase()}.example.com`,
          port: 7051 + index,
        })),
        ...settings,
      }),
      mspConfigs: new Map([...this.organisations].map(([mspId, { mspConfig }]) => [mspId, mspConfig])),
      orderer: {
        mspId: this.orderer.mspId,
        mspConfig: this.orderer.mspConfig,
        endpoint: 'orderer.example.com:7050',
      },
      now: new Date('2026-03-01T10:20:30.400Z'),
    };
  }

  block(settings: Partial<EmbeddedSettings> = {}): common.Block {
    return genesisBlock(this.options(settings));
  }

  bundle(settings: Partial<EmbeddedSettings> = {}): ChannelBundle {
    return readChannelBundle(this.block(settings));
  }
}
