import { expect } from 'chai';

export async function expectError(promise: Promise<unknown>, message: RegExp | string): Promise<void> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const text = error instanceof Error ? error.message : 'no error';
  if (typeof message === 'string') expect(text).to.equal(message);
  else expect(text).to.match(message);
}
