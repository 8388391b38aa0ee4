export interface CalledChaincode {
  readonly name: string;
  /** Empty: the caller's. */
  readonly channel: string;
}

/** Reads `name[:version][/channel]` as a chaincode names the one that it calls. The version is not looked at. */
export function parseChaincodeName(text: string): CalledChaincode {
  const slash = text.indexOf('/');
  const before = slash < 0 ? text : text.slice(0, slash);
  const colon = before.indexOf(':');
  return {
    name: colon < 0 ? before : before.slice(0, colon),
    channel: slash < 0 ? '' : text.slice(slash + 1),
  };
}
