import type { StubCall } from '../probe/StubCall.js';
import { compositeType, publicKeys } from './places.js';
import type { Random } from './Random.js';

const key = (random: Random): string => random.pick(publicKeys);
const attribute = (random: Random): string => random.pick(['a', 'b', 'ä']);
/** Range borders: keys, between keys, open, and the wrong way round by chance. */
const border = (random: Random): string => random.pick(['', 'k', 'k2', 'k25', 'k5', 'l']);
const value = (random: Random): string =>
  random.weighted([
    [20, `v${random.below(1000)}`],
    [1, ''],
    [1, '{"json":[1,2,"…"]}'],
    [1, 'long '.repeat(2000)],
  ]);
const mspIds = (random: Random): string[] =>
  random.weighted([
    [3, []],
    [3, ['CommunityMSP']],
    [3, ['SH1MSP']],
    [3, ['CommunityMSP', 'SH2MSP']],
    [2, ['PublicMSP']],
    [1, ['NowhereMSP']],
  ]);

type Draw = (random: Random) => StubCall;

export const publicReads: readonly (readonly [number, Draw])[] = [
  [8, (random) => ['getState', key(random)]],
  [4, (random) => ['getRange', border(random), border(random)]],
  [2, (random) => ['getRangePage', String(1 + random.below(4)), random.pick(['', 'k3']), '', border(random)]],
  [2, (random) => ['getComposite', compositeType, ...(random.chance(50) ? [attribute(random)] : [])]],
  [1, (random) => ['getCompositePage', String(1 + random.below(3)), '', compositeType]],
  [3, (random) => ['getHistory', key(random)]],
  [1, (random) => ['getPolicy', key(random)]],
  [1, () => ['getState', 'absent']],
  [1, () => ['fields']],
];

export const publicWrites: readonly (readonly [number, Draw])[] = [
  [16, (random) => ['putState', key(random), value(random)]],
  [4, (random) => ['deleteState', key(random)]],
  [4, (random) => ['putComposite', value(random), compositeType, attribute(random), String(random.below(3))]],
  [2, (random) => ['setPolicy', key(random), ...mspIds(random)]],
  [4, (random) => ['setEvent', random.pick(['made', 'sold', 'ended']), value(random)]],
];

/** What the stub or the peer refuses. */
export const oddities: readonly (readonly [number, Draw])[] = [
  [2, (random) => ['getQuery', `{"selector":{"n":${random.below(9)}}}`]],
  [1, () => ['getQueryPage', '3', '', '{"selector":{}}']],
  [1, () => ['putState', '', 'value without a key']],
  [1, () => ['getPrivate', 'NoCollection', 'p0']],
  [1, () => ['putPrivate', 'NoCollection', 'p0', 'v']],
  [1, () => ['getPrivateHash', 'NoCollection', 'p0']],
  [1, () => ['invoke', 'nosuch', '', 'run', '[]']],
  [1, () => ['setEvent', '', 'event without a name']],
  [1, (random) => ['fail', random.pick(['REFUSED: not today', 'Käse', ''])]],
];
