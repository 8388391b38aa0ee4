import type { StubCall } from '../probe/StubCall.js';
import { compositeType, privateKeys, type CollectionName } from './places.js';
import type { Random } from './Random.js';

type Draw = (random: Random, collection: CollectionName) => StubCall;
const key = (random: Random): string => random.pick(privateKeys);

export const privateReads: readonly (readonly [number, Draw])[] = [
  [4, (random, collection) => ['getPrivate', collection, key(random)]],
  [4, (random, collection) => ['getPrivateHash', collection, key(random)]],
  [2, (_random, collection) => ['getPrivateRange', collection, 'p', 'q']],
  [1, (_random, collection) => ['getPrivateComposite', collection, compositeType]],
  [1, (random, collection) => ['getPrivatePolicy', collection, key(random)]],
  [1, (_random, collection) => ['getPrivateQuery', collection, '{"selector":{}}']],
];

export const privateWrites: readonly (readonly [number, Draw])[] = [
  [6, (random, collection) => ['putPrivate', collection, key(random), `s${random.below(1000)}`]],
  [4, (random, collection) => ['putPrivateFromTransient', collection, key(random), 'secret']],
  [3, (random, collection) => ['deletePrivate', collection, key(random)]],
  [3, (random, collection) => ['purgePrivate', collection, key(random)]],
  [1, (random, collection) => ['putPrivateComposite', collection, `s${random.below(9)}`, compositeType, 'a']],
  [1, (random, collection) => ['setPrivatePolicy', collection, key(random), 'CommunityMSP']],
];
