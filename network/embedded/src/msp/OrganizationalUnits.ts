/** Organisational units in an identity's certificate, and who certified them: hex of SHA-256 of the authorities above it. */
export interface OrganizationalUnits {
  readonly names: readonly string[];
  readonly certifiers: string;
}
