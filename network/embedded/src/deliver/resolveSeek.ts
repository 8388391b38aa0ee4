import { common, orderer } from '@hyperledger/fabric-protos';
import type { SeekRange } from './SeekRange.js';

type Status = common.StatusMap[keyof common.StatusMap];

const { TypeCase } = orderer.SeekPosition;
const { BAD_REQUEST, NOT_FOUND } = common.Status;

/**
 * Which blocks a request means, on a ledger of a height (common/deliver/deliver.go, blockledger/fileledger).
 *
 * @returns the `common.Status` to answer with when it means none
 */
export function resolveSeek(seekInfo: orderer.SeekInfo, height: number): SeekRange | Status {
  const from = seekInfo.getStart();
  const to = seekInfo.getStop();
  if (from === undefined || to === undefined) return BAD_REQUEST;
  const start = startBlock(from, height);
  if (start === undefined) return NOT_FOUND;
  const stop = stopBlock(to, { start, isFromNewest: from.getTypeCase() === TypeCase.NEWEST, height });
  if (to.getTypeCase() === TypeCase.SPECIFIED && stop < start) return BAD_REQUEST;
  const failIfNotReady = seekInfo.getBehavior() === orderer.SeekInfo.SeekBehavior.FAIL_IF_NOT_READY;
  return { start, stop, failIfNotReady };
}

function startBlock(position: orderer.SeekPosition, height: number): number | undefined {
  switch (position.getTypeCase()) {
    case TypeCase.OLDEST:
      return 0;
    case TypeCase.NEWEST:
      return height - 1;
    case TypeCase.NEXT_COMMIT:
      return height;
    case TypeCase.SPECIFIED: {
      const number = position.getSpecified()?.getNumber() ?? 0;
      return number > height ? undefined : number;
    }
    default:
      return undefined;
  }
}

function stopBlock(
  position: orderer.SeekPosition,
  at: { readonly start: number; readonly isFromNewest: boolean; readonly height: number },
): number {
  switch (position.getTypeCase()) {
    case TypeCase.OLDEST:
      return at.start;
    case TypeCase.NEWEST:
      return at.isFromNewest ? at.start : at.height - 1;
    case TypeCase.SPECIFIED:
      return position.getSpecified()?.getNumber() ?? 0;
    default:
      return 0;
  }
}
