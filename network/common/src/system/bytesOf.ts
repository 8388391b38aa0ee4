/** Bytes of a topology's size, such as `512 KB` or `10 MB`, in binary units as Fabric reads them. */
export function bytesOf(size: string): number {
  const [amount, unit] = size.split(' ');
  return Number(amount) * (unit === 'MB' ? 1024 * 1024 : 1024);
}
