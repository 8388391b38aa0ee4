import { CodedError } from '@acequia/protocol';

/** Why a study could not be made: STUDY_UNSOUND, STUDY_UNKNOWN, STUDY_DATA_POOR. The message reads `CODE: text`. */
export class StudyError extends CodedError {
  override readonly name = 'StudyError';
}
