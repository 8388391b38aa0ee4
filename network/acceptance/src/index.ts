/** What other suites and the bench use of the harness: a community on any running network. */
export { Members } from './harness/Members.js';
export { HOME_NAMES, TestCommunity } from './harness/TestCommunity.js';
