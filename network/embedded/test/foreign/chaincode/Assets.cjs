'use strict';

const { Contract } = require('fabric-contract-api');

/** Assets with an owner, and prices that only some organisations see. */
class Assets extends Contract {
  async create(ctx, id, owner) {
    if (await this.#exists(ctx, id)) throw new Error(`asset ${id} exists already`);
    const asset = { id, owner };
    await ctx.stub.putState(id, Buffer.from(JSON.stringify(asset)));
    ctx.stub.setEvent('created', Buffer.from(id));
    return asset;
  }

  /** Returns the asset as it was. */
  async transfer(ctx, id, owner) {
    const asset = await this.read(ctx, id);
    await ctx.stub.putState(id, Buffer.from(JSON.stringify({ ...asset, owner })));
    ctx.stub.setEvent('transferred', Buffer.from(id));
    return asset;
  }

  async remove(ctx, id) {
    await this.read(ctx, id);
    await ctx.stub.deleteState(id);
  }

  async read(ctx, id) {
    const bytes = await ctx.stub.getState(id);
    if (bytes.length === 0) throw new Error(`asset ${id} does not exist`);
    return JSON.parse(Buffer.from(bytes).toString());
  }

  /** Those of the ids, a JSON array, that do not exist. */
  async missing(ctx, ids) {
    const missing = [];
    for (const id of JSON.parse(ids)) if (!(await this.#exists(ctx, id))) missing.push(id);
    return missing;
  }

  /** A value of so many bytes. */
  async fill(ctx, id, size) {
    await ctx.stub.putState(id, Buffer.alloc(Number(size), id));
  }

  async list(ctx, start, end) {
    const ids = [];
    for await (const { key } of ctx.stub.getStateByRange(start, end)) ids.push(key);
    return ids;
  }

  async page(ctx, start, end, size, bookmark) {
    const ids = [];
    const page = await ctx.stub.getStateByRangeWithPagination(start, end, Number(size), bookmark);
    for (let next = await page.iterator.next(); !next.done; next = await page.iterator.next()) {
      ids.push(next.value.key);
    }
    return { ids, count: page.metadata.fetchedRecordsCount, bookmark: page.metadata.bookmark };
  }

  async history(ctx, id) {
    const changes = [];
    for await (const { isDelete, value } of ctx.stub.getHistoryForKey(id)) {
      changes.push(isDelete ? null : JSON.parse(Buffer.from(value).toString()).owner);
    }
    return changes;
  }

  /** The transient field `price` goes to a collection. */
  async appraise(ctx, collection, id) {
    await ctx.stub.putPrivateData(collection, id, ctx.stub.getTransient().get('price'));
  }

  async price(ctx, collection, id) {
    return Buffer.from(await ctx.stub.getPrivateData(collection, id)).toString();
  }

  async priceHash(ctx, collection, id) {
    return Buffer.from(await ctx.stub.getPrivateDataHash(collection, id)).toString('hex');
  }

  /** Keeps what another chaincode says of an asset. */
  async copy(ctx, chaincode, id) {
    const response = await ctx.stub.invokeChaincode(chaincode, ['read', id], ctx.stub.getChannelID());
    if (response.status !== 200) throw new Error(response.message);
    await ctx.stub.putState(id, response.payload);
    return JSON.parse(Buffer.from(response.payload).toString());
  }

  async #exists(ctx, id) {
    return (await ctx.stub.getState(id)).length > 0;
  }
}

module.exports = { Assets };
