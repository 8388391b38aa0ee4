import type { InitState } from '../init/initStateSchema.js';

/** What to try while the API is served. */
export function servingLines(url: string, { homes, file }: InitState): string[] {
  const home = homes[0]?.homeId ?? 'SH1';
  return [
    `The gateway's API is at ${url} until you press Ctrl-C. For example:`,
    `  curl ${url}/homes`,
    `  curl '${url}/homes/${home}/use?period=${file.period}'`,
    `  curl ${url}/bills/B-${file.period}-${home}`,
    `  curl '${url}/homes/${home}/readings?limit=5'`,
    `  npx acequia bill show B-${file.period}-${home} --api ${url}`,
  ];
}
