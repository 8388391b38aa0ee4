import type { DisputeRecord, Finding } from '@acequia/protocol';

/** How a dispute stands, and what was found, in plain words. */
export const disputeWords = {
  status: {
    open: 'waits for the auditor',
    found: 'decided; the community has not closed it yet',
    closed: 'closed',
  } satisfies Record<DisputeRecord['status'], string>,
  outcome: { upheld: 'the complaint is right', dismissed: 'the complaint is not right' } satisfies Record<
    Finding['outcome'],
    string
  >,
  openedBy: { household: 'the home', operator: 'the community' } satisfies Record<
    DisputeRecord['openedBy'],
    string
  >,
} as const;
