import { fileURLToPath } from 'node:url';
import type { NetworkDescription } from '@acequia/protocol';
import { chooseDataDir } from '../init/chooseDataDir.js';
import type { CommunityFile } from '../init/communityFileSchema.js';
import { loadCommunityFile } from '../init/loadCommunityFile.js';
import { auctionTimes } from './auctionTimes.js';
import type { DemoSettings } from './DemoSettings.js';

const example = (name: string): string =>
  fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));

/** A day a second: the embedded network carries it on two cores without a window delayed or lost. Fabric has the example's speed. */
const EMBEDDED_SPEED = 86_400;

/** The community that the demo plays: of measured households where there is a data folder, else of the model's. */
export async function demoCommunity(
  settings: Pick<DemoSettings, 'dataDir' | 'speed'>,
  kind: NetworkDescription['kind'],
): Promise<CommunityFile> {
  const measured = await loadCommunityFile(example('three-homes.yaml'));
  const dataDir = await chooseDataDir(measured, settings.dataDir);
  const file = dataDir === null ? await loadCommunityFile(example('three-homes-model.yaml')) : measured;
  if (file.clock === undefined) return file;
  const speed = settings.speed ?? (kind === 'embedded' ? EMBEDDED_SPEED : file.clock.speed);
  const market = auctionTimes(kind, speed);
  return { ...file, clock: { ...file.clock, speed }, ...(market === undefined ? {} : { market }) };
}
