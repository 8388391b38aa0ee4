import {
  alarmSchema,
  amountSchema,
  delegationIdSchema,
  delegationTermsSchema,
  deviceIdSchema,
  disputeIdSchema,
  disputeRecordSchema,
  disputeSubjectSchema,
  findingSchema,
  homeIdSchema,
  intervalSchema,
  mspIdSchema,
  positiveAmountSchema,
  random16HexSchema,
  sha256HexSchema,
  timestampSchema,
  EPOCH_SECONDS,
} from '@acequia/protocol';
import { z } from 'zod';
import { decisionSchema } from '../trading/decisionSchema.js';
import { forecastSchema } from '../trading/forecastSchema.js';
import { tradingLogEntrySchema } from '../trading/tradingLogSchema.js';

/**
 * The agent's control API: HTTP on the loopback address alone, every request with `Authorization: Bearer <token>`.
 * `control.json` in the agent's folder, which its owner alone may read, says where and with which token; both are new
 * with every start. Answers are JSON; failures `controlErrorSchema` with a status of 400 and above.
 */
export const controlFileSchema = z.strictObject({
  url: z.url(),
  /** 32 random bytes, base64url. */
  token: z.string().length(43),
});
export type ControlFile = z.infer<typeof controlFileSchema>;

export const controlErrorSchema = z.strictObject({ code: z.string(), text: z.string() });
export type ControlError = z.infer<typeof controlErrorSchema>;

/** Body of the POSTs that need no more than their path: `{}`. */
export const emptyBodySchema = z.strictObject({});

/** An alarm that this home could open. */
export const openedAlarmSchema = z.strictObject({
  alarm: alarmSchema,
  /** Ledger seconds. */
  openedAt: timestampSchema,
  /** Whether the community knows: the receipt was in the notes of an epoch that is on the ledger. */
  receiptSent: z.boolean(),
  /** Whether the MQTT broker took it; false as well where none is configured. */
  handedOn: z.boolean(),
});
export type OpenedAlarm = z.infer<typeof openedAlarmSchema>;
/** `GET /alarms`: in the order they were opened in. */
export const alarmsAnswerSchema = z.strictObject({ alarms: z.array(openedAlarmSchema) });

const onGrid = timestampSchema.refine(
  (at) => at % EPOCH_SECONDS === 0,
  'must be on the grid of epochs: a multiple of 21,600',
);
/** `POST /delegations`: offers to hand this home's monitoring to another home. Answers with `delegationViewSchema`, 201. */
export const offerBodySchema = z
  .strictObject({
    delegatee: homeIdSchema,
    /** Ledger seconds, both on the grid of epochs. */
    start: onGrid,
    end: onGrid,
    purpose: delegationTermsSchema.shape.purpose,
    words: delegationTermsSchema.shape.words.default(''),
    granularity: delegationTermsSchema.shape.granularity,
    /** Tokens, minor units, for each epoch whose key the delegatee acknowledged. */
    feePerEpoch: amountSchema.default('0'),
    copyAlarms: z.boolean().default(false),
  })
  .refine(({ start, end }) => start < end, 'a delegation ends after it starts')
  .refine(
    ({ granularity, feePerEpoch }) => granularity === 'intervals' || feePerEpoch === '0',
    'a fee is for epochs whose keys are handed over: of alarms alone there are none',
  );
export type OfferBody = z.input<typeof offerBodySchema>;

/**
 * - `offered`: the delegatee has not answered.
 * - `accepted`: both want it; the community has not registered it.
 * - `registered`: it will start; `active`: it has started.
 * - `cancelling`: the delegator waits for the epoch in which nothing is delegated to stand on the ledger.
 * - `cancelled`, `expired`: over, not settled yet; `settled`: over and paid.
 * - `declined` by the delegatee, `refused` by the community: it never began.
 */
export const delegationStateSchema = z.enum([
  'offered',
  'accepted',
  'registered',
  'active',
  'cancelling',
  'cancelled',
  'expired',
  'settled',
  'declined',
  'refused',
]);
export type DelegationState = z.infer<typeof delegationStateSchema>;

/** An epoch of the delegator whose key did not open, or was not the one committed to. */
export const keyFaultSchema = z.strictObject({
  epoch: z.int().min(1),
  code: z.enum(['KEY_WRAP_BROKEN', 'KEY_COMMITMENT_WRONG']),
});
/** A delegation as this home sees it. */
export const delegationViewSchema = z.strictObject({
  delegationId: delegationIdSchema,
  /** Which side this home is on. */
  role: z.enum(['delegator', 'delegatee']),
  state: delegationStateSchema,
  terms: delegationTermsSchema,
  /** Ledger seconds of what has happened, by this home's clock. */
  changedAt: timestampSchema,
  registeredAt: timestampSchema.optional(),
  cancelledAt: timestampSchema.optional(),
  /** Why the community refused it. */
  refusal: z.string().optional(),
  settlement: z
    .strictObject({
      outcome: z.enum(['cancelled', 'expired']),
      epochs: z.int().min(0),
      paid: amountSchema,
      refunded: amountSchema,
    })
    .optional(),
  /** Of the delegatee: how many epochs' keys were found right. */
  epochsOpened: z.int().min(0),
  keyFaults: z.array(keyFaultSchema),
});
export type DelegationView = z.infer<typeof delegationViewSchema>;
/** `GET /delegations`. */
export const delegationsAnswerSchema = z.strictObject({ delegations: z.array(delegationViewSchema) });
/** `POST /delegations/:id/accept`, `/decline` and `/cancel` take `{}` and answer with `delegationViewSchema`. */

/** `GET /delegations/:id/readings`, of the delegatee: what it could open of the delegator's essential data. */
export const readingsAnswerSchema = z.strictObject({
  delegationId: delegationIdSchema,
  /** The home that was measured. */
  homeId: homeIdSchema,
  /** In order of device and sequence. */
  windows: z.array(
    z.strictObject({
      deviceId: deviceIdSchema,
      sequence: z.int(),
      epoch: z.int(),
      start: timestampSchema,
      end: timestampSchema,
      intervals: z.array(intervalSchema),
    }),
  ),
  /** Windows of the delegator from within the delegation's time that did not open. */
  unopened: z.array(
    z.strictObject({
      deviceId: deviceIdSchema,
      sequence: z.int(),
      epoch: z.int().optional(),
      code: z.string(),
    }),
  ),
});
export type ReadingsAnswer = z.infer<typeof readingsAnswerSchema>;

/** `POST /disputes`: about a window or bill of this home. Answers with `{disputeId}`, 201. */
export const openDisputeBodySchema = z.strictObject({
  subject: disputeSubjectSchema,
  /** The reason, which the auditor alone reads. */
  words: z.string().min(1).max(300),
  auditor: z.strictObject({ mspId: mspIdSchema, keyHash: sha256HexSchema }),
});
export type OpenDisputeBody = z.input<typeof openDisputeBodySchema>;
export const disputeOpenedAnswerSchema = z.strictObject({ disputeId: disputeIdSchema });
/** `POST /disputes/:id/disclose` takes `{}`: the keys of all records that the subject asks for. */
export const disclosedAnswerSchema = z.strictObject({
  disputeId: disputeIdSchema,
  /** How many keys were disclosed. */
  disclosed: z.int().min(0),
  /** Windows of the subject whose keys this home has no more. */
  missing: z.array(z.strictObject({ deviceId: deviceIdSchema, sequence: z.int() })),
});
export type DisclosedAnswer = z.infer<typeof disclosedAnswerSchema>;
/** `GET /disputes`: with the finding in the clear once there is one that opens and has the hash on the ledger. */
export const disputesAnswerSchema = z.strictObject({
  disputes: z.array(z.strictObject({ record: disputeRecordSchema, finding: findingSchema.optional() })),
});
export type DisputesAnswer = z.infer<typeof disputesAnswerSchema>;

/**
 * `GET /trading/rules` answers with the household's rules, `tradingRulesSchema`; `PUT /trading/rules` takes them as a whole, at most
 * 16 KiB, and answers with them, defaults filled in.
 */
/** `GET /trading/forecast`: of each resource of which a day or more is known; none where no period runs. */
export const forecastsAnswerSchema = z.strictObject({ forecasts: z.array(forecastSchema) });
/** `GET /trading/log`: in order of time. */
export const tradingLogAnswerSchema = z.strictObject({ entries: z.array(tradingLogEntrySchema) });
/** `POST /trading/dry-run` takes `{}`: what the rules come to now; nothing is done. */
export const dryRunAnswerSchema = z.strictObject({ decisions: z.array(decisionSchema) });

/** `GET /keys`, and the answer of `POST /keys/rotate`, which makes a new operation key and starts a new epoch. */
export const keysAnswerSchema = z.strictObject({
  /** Version of the operation key that the home publishes; 0 before the first. */
  operationKeyVersion: z.int().min(0),
  /** The home's newest epoch on the ledger; 0 before the first. */
  epoch: z.int().min(0),
  /** Its time, ledger seconds. */
  start: timestampSchema.optional(),
  end: timestampSchema.optional(),
});
export type KeysAnswer = z.infer<typeof keysAnswerSchema>;

/** `POST /withdraw`: asks the community to pay out from the home's service account. Answers 202. */
export const withdrawBodySchema = z.strictObject({ amount: positiveAmountSchema });
export const withdrawAnswerSchema = z.strictObject({ messageId: random16HexSchema });

/**
 * `GET /events`: server-sent events. `id` counts up over restarts; with the header `Last-Event-ID` the stream goes on
 * behind it, as far back as the agent keeps them (1,000). Event `alarm` carries an `openedAlarmSchema`, `delegation` a
 * `delegationViewSchema`.
 */
export const controlEventSchema = z.discriminatedUnion('event', [
  z.strictObject({ id: z.int().min(1), event: z.literal('alarm'), data: openedAlarmSchema }),
  z.strictObject({ id: z.int().min(1), event: z.literal('delegation'), data: delegationViewSchema }),
]);
export type ControlEvent = z.infer<typeof controlEventSchema>;
