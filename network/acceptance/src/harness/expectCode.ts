import { expect } from 'chai';
import { parseErrorCode } from '@acequia/protocol';

/**
 * Awaits a refusal and asserts its code: of a coded error, or of the first `CODE: text` in a message that Fabric wrapped.
 *
 * @param expected one code, or several where the order of two checks is nobody's concern.
 * @returns the error, for further assertions.
 */
export async function expectCode(work: Promise<unknown>, ...expected: readonly string[]): Promise<Error> {
  let answer: unknown;
  try {
    answer = await work;
  } catch (error) {
    expect(error).to.be.instanceOf(Error);
    const refusal = error as Error;
    expect(codeOf(refusal), `code of: ${refusal.message}`).to.be.oneOf([...expected]);
    return refusal;
  }
  expect.fail(`expected ${expected.join(' or ')}, but it was done: ${JSON.stringify(answer)}`);
}

function codeOf(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return parseErrorCode(error.message)?.code;
}
