import { z } from 'zod';

/** Names of the stub's methods that the probe can call, and of a few acts that are not a method. */
export const stubCallNames = [
  'getState',
  'putState',
  'putBytes',
  'putMany',
  'deleteState',
  'setPolicy',
  'getPolicy',
  'getRange',
  'getRangePage',
  'getRangeFirst',
  'putComposite',
  'getComposite',
  'getCompositePage',
  'getHistory',
  'getQuery',
  'getQueryPage',
  'getPrivate',
  'getPrivateHash',
  'putPrivate',
  'putPrivateFromTransient',
  'deletePrivate',
  'purgePrivate',
  'setPrivatePolicy',
  'getPrivatePolicy',
  'getPrivateRange',
  'putPrivateComposite',
  'getPrivateComposite',
  'getPrivateQuery',
  'setEvent',
  'invoke',
  'transient',
  'fields',
  'exit',
  'fail',
] as const;
export type StubCallName = (typeof stubCallNames)[number];

/** One call that the probe makes on its stub: the method and its arguments as text. */
export const stubCallSchema = z.tuple([z.enum(stubCallNames)], z.string()).readonly();
export type StubCall = z.infer<typeof stubCallSchema>;

/** What a call gave: its value as the probe shows it, or the text that it was refused with. */
export type StubOutcome = { readonly value: unknown } | { readonly error: string };
