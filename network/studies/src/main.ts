import { runStudies } from './runStudies.js';

process.exitCode = await runStudies(process.argv.slice(2));
