import { disputeSubjectSchema, type DisputeSubject } from '@acequia/protocol';
import { CliError } from '../CliError.js';

/** What a dispute is about, as people write it: a bill's number, or a window as `sh1-water/12`. @throws CliError SUBJECT_INVALID */
export function parseSubject(text: string): DisputeSubject {
  const [deviceId, sequence, ...rest] = text.split('/');
  const subject =
    sequence === undefined
      ? { kind: 'bill', number: text }
      : { kind: 'window', deviceId, sequence: /^\d{1,10}$/.test(sequence) ? Number(sequence) : undefined };
  const parsed = disputeSubjectSchema.safeParse(subject);
  if (parsed.success && rest.length === 0) return parsed.data;
  throw new CliError(
    'SUBJECT_INVALID',
    `"${text}" is neither a bill's number, such as B-2016-09-SH1, nor a window, such as sh1-water/12`,
  );
}
