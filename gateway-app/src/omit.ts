/** A copy of an object without one of its members. */
export function omit<T extends object, K extends keyof T>(value: T, member: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== member)) as Omit<T, K>;
}
