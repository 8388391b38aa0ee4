/** The homes of the tests. */
export const HOME_NAMES = ['SH1', 'SH2', 'SH3'] as const;
export type HomeName = (typeof HOME_NAMES)[number];
