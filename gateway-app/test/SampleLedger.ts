import { generateKeyPairSync } from 'node:crypto';
import {
  hashCanonical,
  NO_HASH,
  parseRecord,
  payloadHash,
  privateRecords,
  publicKeyBase64,
  publicRecords,
  random16Hex,
  recordKey,
  sealRecordKey,
  sequenceAttribute,
  signReadings,
  type BillDocument,
  type ComplaintCode,
  type Decision,
  type DeviceRecord,
  type EpochKeys,
  type ExtendedPayload,
  type Interval,
  type MeteredResource,
} from '@acequia/protocol';
import type { LedgerBlock } from '@acequia/protocol/fabric';
import { LedgerBuilder, privatePut, put, toHome } from './LedgerBuilder.js';
import { SAMPLE_DOMAIN } from './sampleDomain.js';
import { accountOf, community, HOUR, period, START, tariff } from './sampleFacts.js';
import { SampleHome } from './SampleHome.js';
import { sampleKeyring } from './sampleKeyring.js';
import type { SampleWindow, SealOptions } from './SampleWindow.js';
import { sealSample } from './sealSample.js';
import { windowDraft } from './windowDraft.js';

export * from './sampleBill.js';
export * from './sampleFacts.js';

interface MeterState {
  readonly key: ReturnType<typeof generateKeyPairSync>;
  readonly record: DeviceRecord;
  register: number;
  sequence: number;
  previousHash: string;
  end: number;
}

/** A small community's ledger: two homes with a meter per resource, a period, a tariff. */
export class SampleLedger {
  readonly builder = new LedgerBuilder();
  readonly #meters = new Map<string, MeterState>();
  readonly #homes = new Map(['SH1', 'SH2'].map((homeId) => [homeId, new SampleHome(homeId)]));

  /** The blocks that found it. */
  found(): this {
    this.builder.add({
      function: 'registry:createCommunity',
      writes: [
        put(publicRecords.community, [], community),
        put(publicRecords.operationKey, ['community', sequenceAttribute(1)], {
          owner: 'community',
          version: 1,
          publicKey: sampleKeyring.publicKey(1).toString('base64'),
          publishedAt: START,
        }),
      ],
    });
    for (const homeId of ['SH1', 'SH2']) this.#enrolHome(homeId);
    this.builder.add({
      function: 'quota:openPeriod',
      writes: [
        put(publicRecords.period, ['2016-09'], period),
        ...['SH1', 'SH2'].flatMap((homeId) =>
          (['energy', 'water'] as const).map((resource) =>
            put(publicRecords.holding, ['2016-09', resource, accountOf(homeId)], {
              accountId: accountOf(homeId),
              resource,
              lots: resource === 'energy' ? 15 : 10,
            }),
          ),
        ),
      ],
    });
    this.builder.add({
      function: 'billing:setTariff',
      writes: [put(publicRecords.tariff, [tariff.tariffId], tariff)],
    });
    return this;
  }

  /** A block that enrols a meter of what a home's panels make. */
  enrolProduction(homeId: string, deviceId = `${homeId.toLowerCase()}-production`): LedgerBlock {
    const device = this.#newDevice(homeId, 'energy', { deviceId, flow: 'production', trust: 'signing' });
    return this.builder.add({
      function: 'registry:enrolDevice',
      writes: [put(publicRecords.device, [deviceId], device)],
    });
  }

  /** A home, with its keys. */
  home(homeId: string): SampleHome {
    const home = this.#homes.get(homeId);
    if (home === undefined) throw new Error(`the samples have no home ${homeId}`);
    return home;
  }

  /** A block with the home's next epoch. */
  publishEpoch(homeId: string, start: number, version = 1): LedgerBlock {
    const key = { version, publicKey: sampleKeyring.publicKey(version) };
    const epoch = this.home(homeId).nextEpoch(start, key);
    return this.builder.add({
      function: 'keys:publishEpochs',
      writes: [put(publicRecords.epoch, [homeId, sequenceAttribute(epoch.epoch)], epoch)],
    });
  }

  /** The next window of a meter: an interval an hour, each with this amount. */
  window(deviceId: string, amounts: readonly number[], options: SealOptions = {}): SampleWindow {
    const meter = this.#meter(deviceId);
    const start = meter.end;
    const intervals = amounts.map((amount, index): Interval => {
      const from = meter.register;
      meter.register += amount;
      const power = meter.record.resource === 'energy' ? { meanW: amount, maxW: amount } : {};
      const span = { start: start + index * HOUR, end: start + (index + 1) * HOUR };
      return { ...span, quality: 'measured', from, to: meter.register, amount, ...power };
    });
    meter.end = start + amounts.length * HOUR;
    return this.sign(deviceId, { start, end: meter.end }, intervals, options);
  }

  /** The next window of a meter with any intervals. */
  sign(
    deviceId: string,
    span: { readonly start: number; readonly end: number },
    intervals: Interval[],
    options: SealOptions = {},
  ): SampleWindow {
    const meter = this.#meter(deviceId);
    const readings = {
      version: 2,
      previousHash: options.previousHash ?? meter.previousHash,
      intervals,
    } as const;
    const payload = { ...readings, signature: signReadings(deviceId, readings, meter.key.privateKey) };
    meter.previousHash = payloadHash(payload);
    meter.sequence += 1;
    const extended: ExtendedPayload = {
      version: 1,
      intervals: intervals.map(({ start, end }) => ({ start, end, values: { temperature: 2150 } })),
    };
    const place = { deviceId, sequence: meter.sequence, ...span };
    return sealSample(
      this.home(meter.record.homeId),
      meter.key.privateKey,
      place,
      { payload, extended, revision: 0 },
      options,
    );
  }

  /** A window sealed again, as its home answers a complaint. */
  sealAgain({ header, payload, extended, revision }: SampleWindow, options: SealOptions = {}): SampleWindow {
    const { deviceId, sequence, start, end } = header;
    const content = { payload, extended, revision: revision + 1 };
    const { key, record } = this.#meter(deviceId);
    const place = { deviceId, sequence, start, end };
    return sealSample(this.home(record.homeId), key.privateKey, place, content, options);
  }

  /** A block with one submission; `isAvailable` tells whether the peer has the extended datasets. */
  submit(windows: readonly SampleWindow[], isAvailable = true): LedgerBlock {
    return this.builder.add(windowDraft('submitWindows', windows, isAvailable));
  }

  /** A block with a window that was sealed again. */
  republish(window: SampleWindow, isAvailable = true): LedgerBlock {
    return this.builder.add(windowDraft('republishWindow', [window], isAvailable));
  }

  /** A block with a complaint about a window. */
  complain({ header, revision }: SampleWindow, code: ComplaintCode, complainedAt = START): LedgerBlock {
    const { homeId, deviceId, sequence } = header;
    const key = [homeId, deviceId, sequenceAttribute(sequence)];
    const value = { homeId, deviceId, sequence, revision, code, complainedAt };
    return this.builder.add({
      function: 'monitoring:complain',
      writes: [put(publicRecords.complaint, key, value)],
    });
  }

  /** A block in which a home reveals a window's key. */
  reveal({ header, revision, essentialRecord }: SampleWindow, keys: EpochKeys): LedgerBlock {
    const { deviceId, sequence } = header;
    const dek = recordKey(keys.essential, parseRecord(essentialRecord).headerBytes);
    const place = { domain: SAMPLE_DOMAIN, deviceId, sequence, purpose: 'complaint' };
    const sealedDek = sealRecordKey(dek, sampleKeyring.publicKey(1), place).toString('base64');
    const value = { deviceId, sequence, communityKeyVersion: 1, sealedDek, revision, revealedAt: START };
    return this.builder.add({
      function: 'monitoring:revealWindow',
      writes: [put(publicRecords.reveal, [deviceId, sequenceAttribute(sequence)], value)],
    });
  }

  /** A block with decisions. */
  decide(decisions: readonly Decision[], decidedAt = START, afterClose = false): LedgerBlock {
    return this.builder.add({
      function: 'monitoring:decideWindows',
      writes: decisions.map((decision) =>
        put(publicRecords.decision, [decision.deviceId, sequenceAttribute(decision.sequence)], {
          ...decision,
          decidedAt,
          afterClose,
        }),
      ),
    });
  }

  accept({ header }: SampleWindow, decidedAt = START, afterClose = false): LedgerBlock {
    const { deviceId, sequence } = header;
    return this.decide(
      [{ deviceId, sequence, verdict: 'accepted', periodId: '2016-09' }],
      decidedAt,
      afterClose,
    );
  }

  purge(deviceId: string, sequence: number): LedgerBlock {
    return this.builder.add({
      function: 'monitoring:purgePayload',
      writes: [
        put(publicRecords.purge, [deviceId, sequenceAttribute(sequence)], {
          deviceId,
          sequence,
          purgedAt: START,
        }),
      ],
    });
  }

  close(): LedgerBlock {
    return this.builder.add({
      function: 'quota:closePeriod',
      writes: [put(publicRecords.periodClosed, ['2016-09'], { periodId: '2016-09', closedAt: period.end })],
    });
  }

  /** Blocks with a bill's public record and its delivery. */
  bill(document: BillDocument): void {
    const { number, kind, status, homeId, periodId, issuedAt, corrects } = document;
    this.builder.add({
      function: 'billing:finaliseBill',
      writes: [
        put(publicRecords.bill, [number], {
          number,
          kind,
          status,
          homeId,
          periodId,
          commitment: hashCanonical(document),
          ...(corrects === undefined ? {} : { corrects }),
          issuedAt,
        }),
      ],
    });
    this.builder.add({
      function: 'billing:deliverBill',
      collections: [toHome(homeId, [privatePut(privateRecords.billDocument, [number, status], document)])],
    });
  }

  #enrolHome(homeId: string): void {
    const devices = (['energy', 'water'] as const).map((resource) => this.#newDevice(homeId, resource));
    const key = { version: 1, publicKey: sampleKeyring.publicKey(1) };
    this.builder.add(
      {
        function: 'registry:enrolHome',
        writes: [
          put(publicRecords.home, [homeId], {
            homeId,
            mspId: `${homeId}MSP`,
            collection: `${homeId}Collection`,
            status: 'active',
          }),
          put(publicRecords.epoch, [homeId, sequenceAttribute(1)], this.home(homeId).nextEpoch(START, key)),
        ],
      },
      {
        function: 'registry:enrolDevice',
        writes: devices.map((device) => put(publicRecords.device, [device.deviceId], device)),
      },
      {
        function: 'quota:assignAccount',
        collections: [
          toHome(homeId, [
            privatePut(privateRecords.quotaAccount, [], {
              accountId: accountOf(homeId),
              salt: random16Hex(),
            }),
          ]),
        ],
      },
    );
  }

  #newDevice(homeId: string, resource: MeteredResource, changes: Partial<DeviceRecord> = {}): DeviceRecord {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const record: DeviceRecord = {
      deviceId: `${homeId.toLowerCase()}-${resource}`,
      homeId,
      kind: 'meter',
      resource,
      publicKey: publicKeyBase64(key.publicKey),
      calibrationPpm: 1_000_000,
      trust: 'node',
      maxPerHour: 10_000,
      status: 'active',
      enrolledAt: START,
      ...changes,
    };
    this.#meters.set(record.deviceId, {
      key,
      record,
      register: 1000,
      sequence: 0,
      previousHash: NO_HASH,
      end: START,
    });
    return record;
  }

  #meter(deviceId: string): MeterState {
    const meter = this.#meters.get(deviceId);
    if (meter === undefined) throw new Error(`the samples have no meter ${deviceId}`);
    return meter;
  }
}
