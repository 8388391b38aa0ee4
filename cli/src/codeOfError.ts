import { parseErrorCode } from '@acequia/protocol';

/** Code and text of an error made as `CODE: text`, whichever package made it; undefined of any other. */
export function codeOfError(error: unknown): { code: string; text: string } | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const parsed = parseErrorCode(error.message);
  if (parsed?.code !== error.code) return undefined;
  // The whole text: the parser keeps its first line only.
  return { code: parsed.code, text: error.message.slice(error.message.indexOf(': ') + 2) };
}
