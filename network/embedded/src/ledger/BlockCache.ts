import type { common } from '@hyperledger/fabric-protos';

const MAX_BYTES = 33_554_432;

/** The decoded blocks that were asked for last, as many as fit. */
export class BlockCache {
  /** The one that was used longest ago is first. */
  readonly #blocks = new Map<number, { readonly block: common.Block; readonly bytes: number }>();
  #bytes = 0;

  get(number: number): common.Block | undefined {
    const cached = this.#blocks.get(number);
    if (cached === undefined) return undefined;
    this.#blocks.delete(number);
    this.#blocks.set(number, cached);
    return cached.block;
  }

  /** @param bytes the block's length when encoded */
  add(number: number, block: common.Block, bytes: number): void {
    this.#blocks.set(number, { block, bytes });
    this.#bytes += bytes;
    for (const [oldest, cached] of this.#blocks) {
      if (this.#bytes <= MAX_BYTES) return;
      this.#blocks.delete(oldest);
      this.#bytes -= cached.bytes;
    }
  }
}
