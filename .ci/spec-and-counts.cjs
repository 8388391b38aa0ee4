// Mocha's spec report on the console, and the counts of the run as JSON in the file named by the option `output`.
const { mkdirSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const Mocha = require('mocha');

class SpecAndCounts extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { output } = options.reporterOption ?? {};
    if (output === undefined) throw new Error('--reporter-option output=FILE is missing');
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending, duration } = this.stats;
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, `${JSON.stringify({ passes, failures, pending, duration })}\n`);
    });
  }
}

module.exports = SpecAndCounts;
