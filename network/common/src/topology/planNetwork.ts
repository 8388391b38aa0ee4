import { chooseOrdering } from './chooseOrdering.js';
import type { ChaincodeServerPlan, NetworkPlan, OrdererPlan, OrganisationPlan } from './NetworkPlan.js';
import { PortAllocator } from './PortAllocator.js';
import type { Topology } from './topologySchema.js';

interface OrganisationName {
  readonly mspId: string;
  readonly kind: OrganisationPlan['kind'];
  /** In file names, process names and domains: `community`, `sh1`, `public`. */
  readonly short: string;
  readonly homeId?: string;
}

/** The embedded network orders what it takes itself. */
const withoutOrderers = { ordering: 'none', owners: [] } as const satisfies {
  ordering: NetworkPlan['ordering'];
  owners: readonly string[];
};

/** Decides who takes part, what runs, and where: pure but for looking for free ports. */
export async function planNetwork(
  name: string,
  topology: Topology,
  chaincodePath: string,
  kind: NetworkPlan['kind'] = 'fabric',
): Promise<NetworkPlan> {
  const ports = new PortAllocator(topology.ports === 'free' ? undefined : topology.ports.from);
  const names = organisationNames(topology.homes);
  const hostOf = (mspId: string): string => topology.hosts[mspId] ?? topology.host;
  const choice = kind === 'embedded' ? withoutOrderers : chooseOrdering(topology);

  const organisations: OrganisationPlan[] = [];
  for (const { short, ...organisation } of names) {
    const host = hostOf(organisation.mspId);
    organisations.push({
      ...organisation,
      domain: `${short}.${topology.domain}`,
      peer: {
        name: `peer-${short}`,
        mspId: organisation.mspId,
        host,
        port: await ports.next(host),
        operationsPort: await ports.next('127.0.0.1'),
      },
    });
  }

  const orderers: OrdererPlan[] = [];
  for (const [index, mspId] of choice.owners.entries()) {
    const host = hostOf(mspId);
    orderers.push({
      name: `orderer-${shortOf(names, mspId)}`,
      id: index + 1,
      mspId,
      host,
      port: await ports.next(host),
      adminPort: await ports.next(host),
      operationsPort: await ports.next('127.0.0.1'),
    });
  }

  const chaincodeServers: ChaincodeServerPlan[] = [];
  for (const { group, mspIds } of serverGroups(
    names,
    kind === 'embedded' ? 'one' : topology.chaincode.servers,
  )) {
    const host = hostOf(mspIds[0] ?? 'CommunityMSP');
    chaincodeServers.push({
      name: `chaincode-${group}`,
      label: `${topology.chaincode.name}-${group}`,
      host,
      port: await ports.next(host),
      mspIds,
    });
  }

  return {
    version: 1,
    kind,
    name,
    ordering: choice.ordering,
    ...('note' in choice ? { orderingNote: choice.note } : {}),
    topology,
    organisations,
    traders: { mspId: 'TradersMSP', domain: `traders.${topology.domain}` },
    orderers,
    chaincodeServers,
    chaincodePath,
  };
}

function organisationNames(homes: number): OrganisationName[] {
  return [
    { mspId: 'CommunityMSP', kind: 'community', short: 'community' },
    ...Array.from({ length: homes }, (_, index) => ({
      mspId: `SH${index + 1}MSP`,
      kind: 'home' as const,
      short: `sh${index + 1}`,
      homeId: `SH${index + 1}`,
    })),
    { mspId: 'PublicMSP', kind: 'public', short: 'public' },
  ];
}

function shortOf(names: readonly OrganisationName[], mspId: string): string {
  return names.find((name) => name.mspId === mspId)?.short ?? mspId.toLowerCase();
}

function serverGroups(
  names: readonly OrganisationName[],
  servers: Topology['chaincode']['servers'] | 'one',
): { group: string; mspIds: string[] }[] {
  if (servers === 'one') return [{ group: 'all', mspIds: names.map(({ mspId }) => mspId) }];
  if (servers === 'each') return names.map(({ short, mspId }) => ({ group: short, mspIds: [mspId] }));
  const others = names.filter(({ kind }) => kind !== 'community').map(({ mspId }) => mspId);
  return [
    { group: 'community', mspIds: ['CommunityMSP'] },
    { group: 'homes', mspIds: others },
  ];
}
