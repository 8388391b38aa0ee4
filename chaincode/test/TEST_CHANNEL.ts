/** The channel that tests are on. */
export const TEST_CHANNEL = 'acequia';
