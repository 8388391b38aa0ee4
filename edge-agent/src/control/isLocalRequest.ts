import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request was meant for this very server. Web pages can make a browser send requests to the loopback address, under
 * a name of their own (DNS rebinding) or from their own origin: neither gets in, whatever token it has.
 *
 * @param port that the server listens on.
 */
export function isLocalRequest({ host, origin }: IncomingHttpHeaders, port: number): boolean {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${String(port)}`);
  if (host === undefined || !hosts.includes(host)) return false;
  return origin === undefined || hosts.some((name) => origin === `http://${name}`);
}
