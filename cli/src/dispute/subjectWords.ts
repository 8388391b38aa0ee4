import type { DisputeSubject } from '@acequia/protocol';

/** Such as `bill B-2016-09-SH1`, or `readings sh1-water/12`. */
export function subjectWords(subject: DisputeSubject): string {
  return subject.kind === 'bill'
    ? `bill ${subject.number}`
    : `readings ${subject.deviceId}/${String(subject.sequence)}`;
}
