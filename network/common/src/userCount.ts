/** Clients of every organisation besides its admin: `user1` … */
export const userCount = 3;
