import { runBench } from './runBench.js';

process.exitCode = await runBench(process.argv.slice(2));
