import { CodedError } from '@acequia/protocol';

/** Why a study could not be made: STUDY_UNSOUND, STUDY_UNKNOWN, STUDY_TOO_SLOW. The message reads `CODE: text`. */
export class StudyError extends CodedError {
  override readonly name = 'StudyError';
}
