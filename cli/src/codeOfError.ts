/** Code and text of an error whose message is `CODE: text`, whichever package made it; undefined of any other. */
export function codeOfError(error: unknown): { code: string; text: string } | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const { code } = error;
  const start = `${code}: `;
  return error.message.startsWith(start) ? { code, text: error.message.slice(start.length) } : undefined;
}
