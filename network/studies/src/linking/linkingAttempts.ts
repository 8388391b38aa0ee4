import type { Trace } from './Trace.js';

/** Whether somebody who compares two pseudonyms would say that they are of one home. */
export type Alike = (a: Trace, b: Trace) => boolean;

/**
 * What somebody tries who reads the ledger and wants to know which pseudonyms are of one home: by certificate, amount, funding, lots and
 * settlement. What all pseudonyms have in common says nothing and is left out.
 */
export function linkingAttempts(traces: readonly Trace[]): Readonly<Record<string, Alike>> {
  return {
    'certificate and ticket': shared(traces, ({ papers }) =>
      Object.entries(papers).map(([name, value]) => `${name}=${value}`),
    ),
    'amount: price': same(({ price }) => price),
    'amount: beyond the bond': same(({ change }) => change),
    'funding: payments': same(({ funding }) => funding.join(' ')),
    'funding: place among payments': same(({ paidPlace }) => paidPlace),
    'lots: coin': same(({ coin }) => coin),
    'lots: offered': same(({ lots }) => lots),
    'settlement: accounts and escrow': shared(traces, ({ accounts }) => accounts),
    'settlement: sums sent': shared(traces, ({ sent }) => sent),
    'settlement: more sent than given': same(({ kept }) => kept),
    'settlement: folded together': shared(traces, ({ foldedIn }) => foldedIn),
    'settlement: salts': same(({ salt }) => salt),
    'settlement: place among bids': same(({ bidPlace }) => bidPlace),
    'settlement: place among returns': same(({ sentPlace }) => sentPlace),
  };
}

/** What one of the two does not show is no likeness. */
function same(look: (trace: Trace) => string | number | undefined): Alike {
  return (a, b) => look(a) !== undefined && look(a) === look(b);
}

/** Whether two have something that not all have. */
function shared(traces: readonly Trace[], look: (trace: Trace) => readonly string[]): Alike {
  const [first] = traces;
  const common = new Set(
    first && look(first).filter((value) => traces.every((trace) => look(trace).includes(value))),
  );
  return (a, b) => look(a).some((value) => !common.has(value) && look(b).includes(value));
}
