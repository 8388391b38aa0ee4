/** Access for the community's operators. */
export const operatorsOnly = { roles: ['operator'], home: 'community' } as const;
