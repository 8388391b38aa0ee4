/** `host:port` of a node. */
export function endpointOf(node: { readonly host: string; readonly port: number }): string {
  return `${node.host}:${node.port}`;
}
