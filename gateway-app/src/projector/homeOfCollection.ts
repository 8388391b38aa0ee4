import { collectionOf, homeIdSchema } from '@acequia/protocol';

const SUFFIX = collectionOf('');

/** The home whose collection has this name; undefined for other collections. */
export function homeOfCollection(collection: string): string | undefined {
  if (!collection.endsWith(SUFFIX)) return undefined;
  const homeId = collection.slice(0, -SUFFIX.length);
  return homeIdSchema.safeParse(homeId).success ? homeId : undefined;
}
