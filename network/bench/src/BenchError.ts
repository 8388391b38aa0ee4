import { CodedError } from '@acequia/protocol';

/** Why something could not be measured: BENCH_UNSOUND, BENCH_INTERRUPTED, BENCH_UNKNOWN. The message reads `CODE: text`. */
export class BenchError extends CodedError {
  override readonly name = 'BenchError';
}
