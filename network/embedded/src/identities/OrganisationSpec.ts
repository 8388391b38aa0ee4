/** An organisation with one peer or one orderer, as its identities are made. */
export interface OrganisationSpec {
  readonly kind: 'peer' | 'orderer';
  /** Such as `org1.example.com`. */
  readonly domain: string;
  /** Its peer's or orderer's name within the domain, such as `peer0`. */
  readonly node: string;
  /** Host names and IP addresses that the node's TLS certificate is for, besides its own names and those of the loopback. */
  readonly hosts: readonly string[];
  /** Clients besides the admin: `User1` … */
  readonly users: number;
}
