import { Contract, type Context } from 'fabric-contract-api';

/** The smallest chaincode that tells whether a network works: public notes, and notes in a home's collection. */
export class NotesContract extends Contract {
  constructor() {
    super('NotesContract');
  }

  async put(context: Context, key: string, value: string): Promise<void> {
    await context.stub.putState(key, Buffer.from(value));
  }

  async get(context: Context, key: string): Promise<string> {
    return Buffer.from(await context.stub.getState(key)).toString();
  }

  async putPrivate(context: Context, collection: string, key: string): Promise<void> {
    const value = context.stub.getTransient().get('value');
    if (value === undefined) throw new Error('NO_VALUE: the transient field value is missing');
    await context.stub.putPrivateData(collection, key, value);
  }

  async getPrivate(context: Context, collection: string, key: string): Promise<string> {
    return Buffer.from(await context.stub.getPrivateData(collection, key)).toString();
  }
}
