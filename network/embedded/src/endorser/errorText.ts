/** What an error says, for an answer to a client. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
