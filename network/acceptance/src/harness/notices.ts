import type { RetryNotice } from '@acequia/protocol/fabric';

/** What the clients of the tests tried again, and when (Date.now()): shown beside a test that fails. */
export const notices: (RetryNotice & { readonly at: number; readonly who: string })[] = [];
