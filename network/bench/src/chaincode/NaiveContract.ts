import {
  canonicalJson,
  CodedError,
  keyHashOfCertificate,
  parseJsonWith,
  publicRecords,
  sealedRecordSchema,
  sequenceAttribute,
  sha256Hex,
  toLedgerTime,
  verifyWindow,
} from '@acequia/protocol';
import { beginOn, type LedgerSession, type LedgerStub } from '@acequia/chaincode/testing';
import { Contract, type Context } from 'fabric-contract-api';
import { z } from 'zod';
import { naiveQuerySchema, naiveRecords, naiveRequestSchema } from './naiveWindowSchema.js';

const extendedSchema = z.array(sealedRecordSchema).length(1);
/** Callers' certificates are read once, as the community's contracts do. */
const knownKeys = new Map<string, string>();

/**
 * Windows in the clear, for comparison: the same request's form, the same reads of community, party, home, device, predecessor
 * and own key, the same request claim, signature, records, private write and event as `monitoring:submitWindows`. What it has
 * not: record structure, epochs.
 */
export class NaiveContract extends Contract {
  constructor() {
    super('naive');
  }

  /** Takes one window. */
  async submitWindow(ctx: Context, argument: string): Promise<string> {
    const stub: LedgerStub = ctx.stub;
    const { requestId, window } = parseJsonWith(naiveRequestSchema, argument);
    const [extended = ''] = parseJsonWith(
      extendedSchema,
      Buffer.from(stub.getTransient().get('extended') ?? []).toString('utf8'),
    );
    const session = beginOn(stub, () => undefined);
    const { state } = session;
    const { clock } = await state.getRequired(publicRecords.community, []);
    const caller = await admit(stub, session);
    const { homeId, deviceId, sequence } = window.header;
    if (caller.homeId !== homeId)
      throw new CodedError('HOME_DENIED', 'a household acts for its own home only');
    await state.getRequired(publicRecords.home, [homeId]);
    const request = [caller.mspId, caller.keyHash, requestId];
    if ((await state.get(publicRecords.request, request)) !== undefined) {
      throw new CodedError('REQUEST_DONE', 'the request took effect before');
    }
    const transactionId = stub.getTxID();
    await state.put(publicRecords.request, request, { transaction: 'naive:submitWindow', transactionId });
    await checkWindow(stub, session, window, extended);
    const key = [deviceId, sequenceAttribute(sequence)];
    const { essential, extendedHash, signature, header } = window;
    await state.put(naiveRecords.window, key, {
      header,
      essentialHash: sha256Hex(Buffer.from(essential, 'base64')),
      extendedHash,
      signature,
      submittedAt: toLedgerTime(clock, stub.getDateTimestamp().getTime()),
    });
    await state.put(naiveRecords.essential, key, { essential });
    await session.privateState(homeId).put(naiveRecords.extended, key, { extended });
    if (sequence > 1) await state.get(publicRecords.retention, [homeId]);
    const event = canonicalJson({ homeId, deviceId, from: sequence, to: sequence });
    ctx.stub.setEvent('WindowsSubmitted', Buffer.from(event, 'utf8'));
    return canonicalJson({ transactionId });
  }

  /** The samples of a window. */
  async getEssential(ctx: Context, argument: string): Promise<string> {
    const stub: LedgerStub = ctx.stub;
    const { deviceId, sequence } = parseJsonWith(naiveQuerySchema, argument);
    const session = beginOn(stub, () => undefined);
    await session.state.getRequired(publicRecords.community, []);
    await admit(stub, session);
    const key = [deviceId, sequenceAttribute(sequence)];
    return canonicalJson(await session.state.getRequired(naiveRecords.essential, key));
  }
}

async function admit(
  stub: LedgerStub,
  { state }: LedgerSession,
): Promise<{ readonly mspId: string; readonly keyHash: string; readonly homeId?: string | undefined }> {
  const { mspid, idBytes } = stub.getCreator();
  const pem = Buffer.from(idBytes).toString('latin1');
  const keyHash = knownKeys.get(pem) ?? keyHashOfCertificate(idBytes);
  knownKeys.set(pem, keyHash);
  const party = await state.getRequired(publicRecords.party, [mspid, keyHash]);
  if (party.status !== 'active') throw new CodedError('PARTY_SUSPENDED', 'the caller is suspended');
  return party;
}

async function checkWindow(
  stub: LedgerStub,
  { state }: LedgerSession,
  { header, essential, extendedHash, signature }: z.infer<typeof naiveRequestSchema>['window'],
  extended: string,
): Promise<void> {
  const { homeId, deviceId, sequence } = header;
  const device = await state.getRequired(publicRecords.device, [deviceId]);
  if (device.homeId !== homeId) throw new CodedError('HOME_DIFFERS', 'the device is of another home');
  const bytes = Buffer.from(essential, 'base64');
  const seal = { channel: stub.getChannelID(), deviceId, essential: bytes, extendedHash };
  if (!verifyWindow(seal, signature, device.publicKey)) {
    throw new CodedError('SIGNATURE_INVALID', 'the window is not signed by its device');
  }
  if (sha256Hex(Buffer.from(extended, 'base64')) !== extendedHash) {
    throw new CodedError('PAYLOAD_MISMATCH', 'the window does not have the extended dataset that it states');
  }
  if ((await state.get(naiveRecords.window, [deviceId, sequenceAttribute(sequence)])) !== undefined) {
    throw new CodedError('SEQUENCE_DUPLICATE', 'the window is on the ledger');
  }
  if (sequence === 1) return;
  const before = await state.get(naiveRecords.window, [deviceId, sequenceAttribute(sequence - 1)]);
  if (before === undefined || header.start < before.header.end) {
    throw new CodedError('SEQUENCE_GAP', 'the window does not follow its predecessor');
  }
}
