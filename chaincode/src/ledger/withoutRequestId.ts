/** What a request asks for, without the id that makes it one request. */
export function withoutRequestId<T extends { readonly requestId: string }>(request: T): Omit<T, 'requestId'> {
  const wish: Omit<T, 'requestId'> & { requestId?: string } = { ...request };
  delete wish.requestId;
  return wish;
}
