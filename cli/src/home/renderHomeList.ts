import type { HomeAnswer, UseAnswer } from '../api/answers.js';
import { renderUse } from './renderUse.js';

/** Every home with its use of the present period. */
export function renderHomeList(
  homes: readonly { readonly home: HomeAnswer; readonly use: UseAnswer | undefined }[],
): string[] {
  if (homes.length === 0) return ['There is no home yet: run `acequia init`.'];
  return homes.flatMap(({ home, use }) => [
    `${home.homeId} (${home.status}, ${String(home.devices.length)} meters)`,
    ...(use === undefined ? ['  no period has started yet'] : renderUse(use).map((line) => `  ${line}`)),
  ]);
}
