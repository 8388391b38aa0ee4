import type { DeviceRecord, Flow, HomeRecord } from '@acequia/protocol';
import type { ReadModel } from '../readModel/ReadModel.js';

/** A device as its home sees it. */
export interface DeviceView {
  readonly deviceId: string;
  readonly kind: DeviceRecord['kind'];
  readonly resource: DeviceRecord['resource'];
  /** Absent of what measures consumption. */
  readonly flow?: Flow;
  readonly trust: DeviceRecord['trust'];
  readonly status: DeviceRecord['status'];
  readonly replaces?: string;
  readonly enrolledAt: number;
  /** End of its newest window, ledger seconds; absent when it sent none. */
  readonly lastWindowEnd?: number;
  /** Windows that wait for the community's decision. */
  readonly waiting: number;
}

/** A home and its devices. */
export interface HomeView {
  readonly homeId: string;
  readonly status: HomeRecord['status'];
  readonly devices: readonly DeviceView[];
}

export function presentHome(model: ReadModel, { homeId, status }: HomeRecord): HomeView {
  return {
    homeId,
    status,
    devices: model.registry.devices(homeId).map((device) => presentDevice(model, device)),
  };
}

function presentDevice({ monitoring }: ReadModel, device: DeviceRecord): DeviceView {
  const { deviceId, kind, resource, flow, trust, status, replaces, enrolledAt } = device;
  const lastWindowEnd = monitoring.lastEnd(deviceId);
  return {
    deviceId,
    kind,
    resource,
    ...(flow === undefined ? {} : { flow }),
    trust,
    status,
    ...(replaces === undefined ? {} : { replaces }),
    enrolledAt,
    ...(lastWindowEnd === undefined ? {} : { lastWindowEnd }),
    waiting: monitoring.undecidedBefore(deviceId, Number.MAX_SAFE_INTEGER),
  };
}
