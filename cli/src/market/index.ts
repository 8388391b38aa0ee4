/** What other suites use of the commands: an auditor's own work on a market. */
export { OpeningDesk } from './OpeningDesk.js';
