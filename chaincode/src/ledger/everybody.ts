/** Access for all enrolled, active parties: what is meant for the whole community. */
export const everybody = {
  roles: ['operator', 'household', 'auditor', 'installer', 'supplier'],
  home: 'community',
} as const;
