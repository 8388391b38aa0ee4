import {
  alarmSchema,
  amountSchema,
  billDocumentSchema,
  billProductionSchema,
  billRecordSchema,
  billStatusSchema,
  deviceRecordSchema,
  disputeIdSchema,
  disputeRecordSchema,
  disputeSubjectSchema,
  documentKindSchema,
  equation9Schema,
  findingOutcomeSchema,
  flowSchema,
  homeIdSchema,
  meteredResourceSchema,
  qualitySchema,
  random16HexSchema,
  statementSchema,
  statusSchema,
  timestampSchema,
  trustGradeSchema,
} from '@acequia/protocol';
import { z } from 'zod';

const count = z.int().min(0);

const communitySchema = z.object({
  name: z.string(),
  timeZone: z.string(),
  currency: z.object({ code: z.string(), minorDigits: count }),
  ledgerTime: timestampSchema,
  speed: z.int().min(1),
});

const deviceSchema = z.object({
  deviceId: z.string(),
  resource: meteredResourceSchema,
  flow: flowSchema.optional(),
  trust: trustGradeSchema,
  status: deviceRecordSchema.shape.status,
  lastWindowEnd: timestampSchema.optional(),
  waiting: count,
});

const homeSchema = z.object({ homeId: z.string(), status: statusSchema, devices: z.array(deviceSchema) });

const useSchema = z.object({
  homeId: z.string(),
  periodId: z.string(),
  start: timestampSchema,
  end: timestampSchema,
  closedAt: timestampSchema.optional(),
  resources: z.array(
    z.object({
      resource: meteredResourceSchema,
      use: amountSchema,
      quota: amountSchema.optional(),
      excess: amountSchema.optional(),
      intervals: z.record(qualitySchema, count),
      uncoveredSeconds: count,
      maxPowerW: count.optional(),
      production: billProductionSchema.optional(),
    }),
  ),
});

const billSchema = z.object({
  number: billRecordSchema.shape.number,
  kind: documentKindSchema,
  status: billStatusSchema,
  homeId: z.string(),
  periodId: z.string(),
  issuedAt: timestampSchema,
  document: billDocumentSchema.omit({ salt: true }).optional(),
  check: z.enum(['agrees', 'differs', 'incomplete']),
});

const periodSchema = z.object({
  periodId: z.string(),
  start: timestampSchema,
  end: timestampSchema,
  closedAt: timestampSchema.optional(),
  equation9: equation9Schema,
  accounts: count,
});

const sentAlarmSchema = z.object({
  ...alarmSchema.omit({ version: true }).shape,
  /** When the first of its recipients opened it, as their receipts say. */
  openedAt: timestampSchema.optional(),
  sentTo: z.array(
    z.object({
      recipient: homeIdSchema,
      delegationId: random16HexSchema.optional(),
      openedAt: timestampSchema.optional(),
    }),
  ),
});

const disputeSchema = z.object({
  disputeId: disputeIdSchema,
  homeId: homeIdSchema,
  subject: disputeSubjectSchema,
  openedBy: disputeRecordSchema.shape.openedBy,
  openedAt: timestampSchema,
  status: disputeRecordSchema.shape.status,
  /** Windows whose keys the auditor has been given. */
  disclosed: count,
  finding: z
    .object({
      outcome: findingOutcomeSchema,
      foundAt: timestampSchema,
      words: z.string().optional(),
      correctionMinor: z.string().optional(),
    })
    .optional(),
  note: z.string().optional(),
  closedAt: timestampSchema.optional(),
});

const warningSchema = z.object({
  homeId: z.string(),
  statementId: z.string(),
  at: timestampSchema,
  ...statementSchema.shape.warnings.element.shape,
});

/** What a gateway answers, as far as the command reads it; what else is in an answer is left out. */
export const answers = {
  status: z.object({ role: z.string(), checkpoint: z.int(), community: communitySchema.optional() }),
  summary: z.object({
    blocks: count,
    transactions: count,
    invalidTransactions: count,
    windows: count,
    accepted: count,
    rejected: count,
    waiting: count,
    unopened: count,
    readings: count,
    statements: count,
    bills: count,
    finalBills: count,
  }),
  homes: z.object({ homes: z.array(homeSchema) }),
  home: homeSchema,
  use: useSchema,
  bills: z.object({ bills: z.array(billSchema) }),
  bill: billSchema,
  period: periodSchema,
  periods: z.object({ periods: z.array(periodSchema) }),
  warnings: z.object({ warnings: z.array(warningSchema) }),
  epochs: z.object({ epochs: z.array(z.object({ epoch: count })) }),
  alarms: z.object({ alarms: z.array(sentAlarmSchema) }),
  disputes: z.object({ disputes: z.array(disputeSchema) }),
} as const;

export type CommunityAnswer = z.infer<typeof communitySchema>;
export type SummaryAnswer = z.infer<typeof answers.summary>;
export type HomeAnswer = z.infer<typeof homeSchema>;
export type UseAnswer = z.infer<typeof useSchema>;
export type BillAnswer = z.infer<typeof billSchema>;
export type PeriodAnswer = z.infer<typeof periodSchema>;
export type SentAlarm = z.infer<typeof sentAlarmSchema>;
export type DisputeAnswer = z.infer<typeof disputeSchema>;
export type WarningAnswer = z.infer<typeof warningSchema>;
