import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { eventually } from '../harness/eventually.js';
import type { Meter, MeterWindow } from '../harness/Meter.js';
import { suite } from '../harness/Suite.js';
import { GatewayProgram } from '../processes/GatewayProgram.js';

const HOME = 'SH3';
const OTHER = 'SH1';
/** Values that nothing else in the files could look like. */
const [OWN_AMOUNT, OTHER_AMOUNT] = [7351, 6173];

const readingsSchema = z.object({
  readings: z.array(z.object({ deviceId: z.string(), amount: z.number().optional() })),
});
const extendedSchema = z.object({
  extended: z.array(z.object({ deviceId: z.string(), values: z.record(z.string(), z.number()) })),
});

describe("a home's own gateway", () => {
  let gateway: GatewayProgram;
  let own: Meter;
  let window: MeterWindow;

  before(async () => {
    const { config, community } = suite();
    own = await community.enrolMeter(HOME);
    const other = await community.enrolMeter(OTHER);
    window = own.window({ amounts: [OWN_AMOUNT], values: { temperature: 1987 } });
    await community.submit(own, window);
    await community.submit(other, other.window({ amounts: [OTHER_AMOUNT] }));
    const dir = join(config.dir, 'home-gateway');
    gateway = new GatewayProgram(dir, 'gateway', {
      role: 'home',
      homeId: HOME,
      dataDir: join(dir, 'data'),
      fabric: community.home(HOME).connection,
      ...community.sealer(HOME).config,
      api: {},
    });
    await gateway.start();
    await gateway.caughtUp();
  });

  after(async () => {
    await gateway.stop();
  });

  const rangeOf = ({ header }: MeterWindow): string => `from=${header.start}&to=${header.end}`;

  const readings = async (shown: MeterWindow): Promise<z.infer<typeof readingsSchema>['readings']> => {
    const answer = await gateway.get(`/homes/${HOME}/readings?${rangeOf(shown)}`, readingsSchema);
    return answer.readings.filter(({ deviceId }) => deviceId === own.deviceId);
  };

  const refusal = async (path: string): Promise<string> =>
    await gateway.get(path, z.unknown()).then(
      () => 'answered',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );

  it('opens with the keys of its agent what it has sealed, and shows it', async () => {
    const shown = await eventually('the readings to be shown', async () => {
      const found = await readings(window);
      return found.length > 0 ? found : undefined;
    });
    expect(shown.map(({ amount }) => amount)).to.deep.equal([OWN_AMOUNT]);
    const values = await eventually('the extended dataset to be shown', async () => {
      const { extended } = await gateway.get(`/homes/${HOME}/extended?${rangeOf(window)}`, extendedSchema);
      const found = extended.filter(({ deviceId }) => deviceId === own.deviceId);
      return found.length > 0 && found.map((each) => each.values);
    });
    expect(values).to.deep.equal([{ temperature: 1987 }]);
  });

  it('reads keys that are made while it runs', async () => {
    const { community } = suite();
    await community.sealer(HOME).publish();
    const next = own.window({ amounts: [OWN_AMOUNT + 1] });
    await community.submit(own, next);
    const shown = await eventually('the readings of a new epoch to be shown', async () => {
      const found = await readings(next);
      return found.length > 0 ? found : undefined;
    });
    expect(shown.map(({ amount }) => amount)).to.deep.equal([OWN_AMOUNT + 1]);
  });

  it("shows nothing of another home's, nor what the community sent to whom", async () => {
    for (const area of ['readings', 'extended', 'epochs', 'disputes', 'statements']) {
      expect(await refusal(`/homes/${OTHER}/${area}`), area).to.match(/ with 403$/);
    }
    expect(await refusal('/alarms')).to.match(/ with 403$/);
  });

  it('keeps nothing that it opened in the clear, neither on the disk nor in its log', async () => {
    const { dataDir } = gateway.config;
    const names = await readdir(dataDir, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const key = Buffer.from(suite().community.sealer(HOME).current.keys.essential);
    const secrets = ['"temperature"', key.toString('base64'), key.toString('hex'), key.toString('latin1')];
    for (const file of [...files, gateway.logFile]) {
      const text = await readFile(file, 'latin1');
      for (const secret of secrets) expect(text.includes(secret), file).to.equal(false);
    }
  });
});
