import { CliError } from '../CliError.js';
import type { InitState } from '../init/initStateSchema.js';

/** The home that is named, or the only one. @throws CliError HOME_UNKNOWN, HOME_MISSING. */
export function chooseHome({ homes }: Pick<InitState, 'homes'>, named: string | undefined): string {
  const ids = homes.map(({ homeId }) => homeId);
  if (named !== undefined) {
    if (ids.includes(named)) return named;
    throw new CliError('HOME_UNKNOWN', `there is no home ${named} here: there are ${ids.join(', ')}`);
  }
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) return only;
  throw new CliError('HOME_MISSING', `say for which home with --home: ${ids.join(', ')}`);
}
