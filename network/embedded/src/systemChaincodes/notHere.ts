/** Why a peer's administration is refused. */
export const NOT_HERE =
  'the embedded network takes its channel and chaincode definitions from its settings, not from transactions';
