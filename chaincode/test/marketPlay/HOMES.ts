/** Whose lots are played for. */
export const HOMES = ['SH1', 'SH2', 'SH3', 'SH4', 'SH5'] as const;
