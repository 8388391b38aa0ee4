import { CodedError } from '@acequia/protocol';
import { CliError } from '../CliError.js';

/** Opens a dispute; where the auditor has no key to seal the reason to, says what to do about it. @throws CliError AUDITOR_KEY_UNKNOWN */
export async function hintAuditorKey<T>(opening: Promise<T>): Promise<T> {
  try {
    return await opening;
  } catch (cause) {
    const isMissing =
      cause instanceof CodedError && /^(?:OPERATION_KEY_UNKNOWN|AUDITOR_KEY_UNKNOWN)$/.test(cause.code);
    if (!isMissing) throw cause;
    throw new CliError(
      'AUDITOR_KEY_UNKNOWN',
      'the auditor has no key yet that something can be sealed to: the auditor makes one with ' +
        '`acequia dispute list --auditor`',
      { cause },
    );
  }
}
