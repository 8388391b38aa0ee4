import { Option } from 'commander';
import { DEFAULTS } from '../defaults.js';

/** `--data`, or ACEQUIA_DATA: where measured data lies that a community file may name. */
export function dataOption(): Option {
  return new Option('--data <folder>', 'measured data to replay')
    .env('ACEQUIA_DATA')
    .default(DEFAULTS.dataDir);
}
