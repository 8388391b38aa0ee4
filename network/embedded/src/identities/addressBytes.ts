import { isIP } from 'node:net';

/** The 4 or 16 bytes of an IP address. @throws RangeError for what is none */
export function addressBytes(address: string): Buffer {
  const version = isIP(address);
  if (version === 4) return Buffer.from(address.split('.').map(Number));
  // One with a zone (`fe80::1%eth0`) has a meaning on one machine only.
  if (version === 6 && !address.includes('%')) return version6(address);
  throw new RangeError(`${address} is no IP address`);
}

function version6(address: string): Buffer {
  // A URL's host has the canonical form: no dotted tail, and `::` for one run of zeros.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const first = groups(head);
  const last = groups(tail ?? '');
  const zeros = Array<number>(8 - first.length - last.length).fill(0);
  return Buffer.from([...first, ...zeros, ...last].flatMap((group) => [group >> 8, group & 0xff]));
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => parseInt(group, 16));
}
