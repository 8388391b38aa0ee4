import { MSP } from './MSP.js';
import { periodBounds, publicKeyBase64, type NetworkDescription } from '@acequia/protocol';
import type { CommunityLedger } from '@acequia/protocol/fabric';
import { openPeriod } from '../period/openPeriod.js';
import type { RunFolder } from '../run/RunFolder.js';
import { foundCommunity } from './foundCommunity.js';
import { ensureDeviceKey } from './ensureDeviceKey.js';
import type { HomeState, InitState } from './initStateSchema.js';
import type { InitStep } from './InitStep.js';
import { keyHashOfUser } from './keyHashOfUser.js';
import { toMinor } from './toMinor.js';
import { powerPrice } from './powerPrice.js';
import { toResourcePrice } from './toResourcePrice.js';

/** What the connection of a house can deliver in an hour, unless the file says: 15 kWh, 3000 litres. */
const DEFAULT_MAX_PER_HOUR = { energy: 15, water: 3000 } as const;
const WH_PER_KWH = 1000;

/** All that the steps of init work with. */
export interface InitContext {
  readonly state: InitState;
  readonly network: NetworkDescription;
  readonly folder: RunFolder;
  /** Connected as the community's admin. */
  readonly ledger: CommunityLedger;
  /** Connected as the community's gateway, which must own what it pays from. */
  readonly operator: CommunityLedger;
}

/** Init's transactions in groups: a group needs those before it; its own steps may run at once. */
export function initSteps(context: InitContext): readonly (readonly InitStep[])[] {
  const { state } = context;
  return [
    [createCommunity(context)],
    [
      ...state.homes.map((home) => enrolHome(context, home)),
      enrolParty(context, 'operator', MSP.community, 'user1'),
      enrolParty(context, 'auditor', MSP.public, 'user1'),
      setTariff(context),
      openFirstPeriod(context),
      ...(state.file.token === undefined ? [] : [openTreasury(context), openFund(context)]),
    ],
    [
      ...state.homes.flatMap((home, i) => [
        enrolParty(context, 'household', MSP.home(home.homeId), 'user1', home.homeId),
        enrolParty(context, 'household', MSP.home(home.homeId), 'user2', home.homeId),
        ...home.meters.map((_, j) => enrolDevice(context, i, j)),
        assignAccount(context, home),
      ]),
      ...publishToken(context),
      ...(state.file.token === undefined ? [] : [openServiceAccount(context)]),
    ],
  ];
}

function createCommunity({ state, ledger }: InitContext): InitStep {
  const { name, timeZone, currency } = state.file.community;
  return {
    name: 'community',
    title: `register the community "${name}" (${timeZone}, ${currency.code})`,
    run: (requestId) => foundCommunity(ledger, { requestId, name, timeZone, currency, clock: state.clock }),
  };
}

function enrolHome({ ledger }: InitContext, { homeId }: HomeState): InitStep {
  return {
    name: `home-${homeId}`,
    title: `enrol home ${homeId}`,
    run: (requestId) => ledger.registry.enrolHome({ requestId, homeId, mspId: MSP.home(homeId) }),
  };
}

function enrolParty(
  { network, ledger }: InitContext,
  role: 'operator' | 'auditor' | 'household',
  mspId: string,
  user: string,
  homeId?: string,
): InitStep {
  return {
    name: `party-${mspId}-${user}`,
    title: `enrol ${user} of ${mspId} as ${role}`,
    run: async (requestId) =>
      ledger.registry.enrolParty({
        requestId,
        mspId,
        keyHash: await keyHashOfUser(network, mspId, user),
        role,
        ...(homeId === undefined ? {} : { homeId }),
      }),
  };
}

function enrolDevice(
  { state, folder, ledger }: InitContext,
  homeIndex: number,
  meterIndex: number,
): InitStep {
  const home = state.homes[homeIndex];
  const device = home?.meters[meterIndex];
  const meter = state.file.homes[homeIndex]?.meters[meterIndex];
  if (home === undefined || device === undefined || meter === undefined)
    throw new RangeError('no such meter');
  const { deviceId, resource } = device;
  const maxPerHour = meter.maxPerHour ?? DEFAULT_MAX_PER_HOUR[resource];
  return {
    name: `device-${deviceId}`,
    title: `enrol ${meter.flow === 'production' ? 'production' : resource} meter ${deviceId}`,
    run: async (requestId) =>
      ledger.registry.enrolDevice({
        requestId,
        deviceId,
        homeId: home.homeId,
        kind: 'meter',
        resource,
        ...(meter.flow === undefined ? {} : { flow: meter.flow }),
        publicKey: publicKeyBase64(await ensureDeviceKey(folder.deviceKeyFile(deviceId))),
        calibrationPpm: 1_000_000,
        trust: meter.trust,
        maxPerHour: resource === 'energy' ? maxPerHour * WH_PER_KWH : maxPerHour,
      }),
  };
}

function setTariff({ state, ledger }: InitContext): InitStep {
  const { tariff, community, period } = state.file;
  const { minorDigits } = community.currency;
  return {
    name: 'tariff',
    title: `set tariff ${tariff.id}`,
    run: (requestId) =>
      ledger.billing.setTariff({
        requestId,
        tariffId: tariff.id,
        validFrom: periodBounds(period, community.timeZone).start,
        baseFeeMinor: toMinor(tariff.baseFee, minorDigits),
        prices: [
          toResourcePrice('energy', tariff.energy, minorDigits),
          toResourcePrice('water', tariff.water, minorDigits),
        ],
        ...powerPrice(tariff, minorDigits),
      }),
  };
}

function openFirstPeriod({ state, ledger }: InitContext): InitStep {
  const { period } = state.file;
  return {
    name: `period-${period}`,
    title: `open the period ${period} with the contract and every home's quota`,
    run: (requestId) => openPeriod(ledger, state, { periodId: period, requestId }),
  };
}

function assignAccount(
  { ledger }: InitContext,
  { homeId, accountId, coins, accountSalt }: HomeState,
): InitStep {
  const quotaAccount = { accountId, coins: coins.map((coin) => coin.accountId), salt: accountSalt };
  return {
    name: `account-${homeId}`,
    title: `tell ${homeId} in private which accounts hold its quota`,
    run: (requestId) => ledger.quota.assignAccount({ requestId, homeId }, { quotaAccount }),
  };
}

function openTreasury({ state, ledger }: InitContext): InitStep {
  return {
    name: 'treasury',
    title: "open the community's token account",
    run: (requestId) => ledger.token.openAccount({ requestId, accountId: state.treasury }),
  };
}

function openFund({ state, ledger }: InitContext): InitStep {
  return {
    name: 'fund',
    title: "open the community fund's token account",
    run: (requestId) => ledger.token.openAccount({ requestId, accountId: state.fund }),
  };
}

function openServiceAccount({ state, operator }: InitContext): InitStep {
  return {
    name: 'service-account',
    title: 'open the account that fees of delegations are deposited to',
    run: (requestId) => operator.token.openAccount({ requestId, accountId: state.serviceAccount }),
  };
}

function publishToken({ state, ledger }: InitContext): readonly InitStep[] {
  const { token } = state.file;
  if (token === undefined) return [];
  const { name, symbol, decimals, supply } = token;
  return [
    {
      name: 'token',
      title: `publish the token ${symbol}`,
      run: (requestId) =>
        ledger.token.publish({
          requestId,
          name,
          symbol,
          decimals,
          supply: (BigInt(supply) * 10n ** BigInt(decimals)).toString(),
          treasury: state.treasury,
          fund: state.fund,
        }),
    },
  ];
}
