/** Why a window cannot be accepted. The code goes onto the ledger; the text names intervals by number, never a value. */
export interface WindowFault {
  readonly code: WindowFaultCode;
  readonly text: string;
}

export type WindowFaultCode =
  | 'READINGS_SIGNATURE_WRONG'
  | 'CHAIN_BROKEN'
  | 'WINDOW_DEVICE_MISMATCH'
  | 'INTERVAL_OUTSIDE'
  | 'INTERVAL_ORDER'
  | 'INTERVAL_TWICE'
  | 'QUALITY_INCONSISTENT'
  | 'USE_NEGATIVE'
  | 'REGISTER_INCONSISTENT'
  | 'RATE_IMPLAUSIBLE'
  | 'POWER_INCONSISTENT';
