import { generateKeyPairSync } from 'node:crypto';
import {
  hashCanonical,
  privateRecords,
  publicKeyBase64,
  publicRecords,
  random16Hex,
  sequenceAttribute,
  sha256Hex,
  signWindow,
  type BillDocument,
  type ComputedBill,
  type CommunityRecord,
  type Decision,
  type DeviceRecord,
  type Interval,
  type MeteredResource,
  type PeriodRecord,
  type TariffRecord,
  type WindowHeader,
  type WindowPayload,
} from '@acequia/protocol';
import type { LedgerBlock } from '@acequia/protocol/fabric';
import { LedgerBuilder, privatePut, put, toHome } from './LedgerBuilder.js';

export const HOUR = 3600;
/** 2016-09-01T00:00:00+02:00. */
export const START = 1_472_680_800;

export const community: CommunityRecord = {
  name: 'Las Acequias',
  timeZone: 'Europe/Madrid',
  currency: { code: 'EUR', minorDigits: 2 },
  clock: { origin: START, start: 1_700_000_000, speed: 1 },
};
export const period: PeriodRecord = {
  periodId: '2016-09',
  start: START,
  end: START + 30 * 24 * HOUR,
  contracts: [
    { resource: 'energy', lotSize: '1000', lots: 30 },
    { resource: 'water', lotSize: '500', lots: 20 },
  ],
};
export const tariff: TariffRecord = {
  tariffId: '2016-A',
  validFrom: START,
  baseFeeMinor: '600',
  prices: [
    { resource: 'energy', per: '1000000', priceMinor: '15000', excessMinor: '25000' },
    { resource: 'water', per: '1000', priceMinor: '185', excessMinor: '320' },
  ],
};

/** The account that holds a home's quota in the samples. */
export function accountOf(homeId: string): string {
  return `acc-${sha256Hex(homeId).slice(0, 32)}`;
}

interface MeterState {
  readonly key: ReturnType<typeof generateKeyPairSync>;
  readonly record: DeviceRecord;
  register: number;
  sequence: number;
  previousHash: string;
  end: number;
}

/** A signed window of a sample meter. */
export interface SampleWindow {
  readonly header: WindowHeader;
  readonly signature: string;
  readonly payload: WindowPayload;
}

/** A small community's ledger: two homes with a meter per resource, a period, a tariff. */
export class SampleLedger {
  readonly builder = new LedgerBuilder();
  readonly #meters = new Map<string, MeterState>();

  /** The blocks that found it. */
  found(): this {
    this.builder.add({
      function: 'registry:createCommunity',
      writes: [put(publicRecords.community, [], community)],
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

  /** The next window of a meter: an interval an hour, each with this amount. */
  window(deviceId: string, amounts: readonly number[]): SampleWindow {
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
    return this.sign(deviceId, { start, end: meter.end }, intervals);
  }

  /** The next window of a meter with any intervals. */
  sign(
    deviceId: string,
    span: { readonly start: number; readonly end: number },
    intervals: Interval[],
  ): SampleWindow {
    const meter = this.#meter(deviceId);
    const payload: WindowPayload = { version: 1, salt: random16Hex(), intervals };
    meter.sequence += 1;
    const header: WindowHeader = {
      version: 1,
      homeId: meter.record.homeId,
      deviceId,
      sequence: meter.sequence,
      ...span,
      intervals: intervals.length,
      payloadHash: hashCanonical(payload),
      previousHash: meter.previousHash,
    };
    meter.previousHash = hashCanonical(header);
    return { header, signature: signWindow(header, meter.key.privateKey), payload };
  }

  /** A block with one submission; `isAvailable` tells whether the peer has the payloads. */
  submit(windows: readonly SampleWindow[], isAvailable = true): LedgerBlock {
    const homeId = windows[0]?.header.homeId ?? '';
    const keyOf = ({ header }: SampleWindow): string[] => [
      header.deviceId,
      sequenceAttribute(header.sequence),
    ];
    return this.builder.add({
      function: 'monitoring:submitWindows',
      writes: windows.map((window) =>
        put(publicRecords.window, keyOf(window), {
          header: window.header,
          signature: window.signature,
          submittedAt: window.header.end,
        }),
      ),
      collections: [
        toHome(
          homeId,
          windows.map((window) => privatePut(privateRecords.payload, keyOf(window), window.payload)),
          isAvailable,
        ),
      ],
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

  #newDevice(homeId: string, resource: MeteredResource): DeviceRecord {
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
    };
    this.#meters.set(record.deviceId, {
      key,
      record,
      register: 1000,
      sequence: 0,
      previousHash: '0'.repeat(64),
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

/** A final bill of a home that used nothing but these amounts within its quota. */
export function sampleBill(homeId: string, computed: ComputedBill): BillDocument {
  return {
    version: 1,
    salt: random16Hex(),
    number: `B-2016-09-${homeId}`,
    kind: 'bill',
    status: 'final',
    homeId,
    periodId: '2016-09',
    periodStart: period.start,
    periodEnd: period.end,
    issuedAt: period.end,
    tariffId: tariff.tariffId,
    currency: 'EUR',
    ...computed,
  };
}
