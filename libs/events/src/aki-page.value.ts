import { z } from 'zod';
import { recordCodec } from './record/record.codec';
import { timeValue } from './record/time.value';

/** Name of the content of a page, as channels send it. It is no topic. */
export const AKI_PAGE = 'aki.page';
export const AKI_PAGE_SCHEMA = 1;

/**
 * Reasons for a page. `first`: the first of an episode; `rise`: a stage above that of the last page; `worse`: creatinine far
 * above that of the last page; `relapse`: AKI rose again after an improvement; `unanswered`: nobody answered the last page
 * in time; `retracted`: a result that was paged no longer shows AKI.
 */
export const PAGE_REASONS = ['first', 'rise', 'worse', 'relapse', 'unanswered', 'retracted'] as const;

const stage = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);
const comparator = z.enum(['', '<', '>', '<=', '>=']);
/** A result as shown: exact enough for a person. */
const creatinine = z.object({ umolPerL: z.number().positive(), comparator, takenAt: timeValue });
const httpsUrl = z.url({ protocol: /^https$/ });

const value = z.object({
  schema: z.literal(AKI_PAGE_SCHEMA),
  /** The same for every attempt and every channel. */
  id: z.guid(),
  alertId: z.guid(),
  decisionId: z.guid(),
  reason: z.enum(PAGE_REASONS),
  /** One sentence for a person, without its full stop. */
  sentence: z.string().min(1),
  /** Level of the alert; 0 for a retraction that leaves no AKI. */
  stage,
  /** The last page of the episode; for a retraction, the page that is taken back. Null if there was none. */
  previousPage: z.object({ stage, umolPerL: z.number().positive(), takenAt: timeValue }).nullable(),
  source: z.enum(['rule', 'model']),
  criterion: z.string(),
  /** Null if the result was withdrawn. */
  creatinine: creatinine.nullable(),
  /** When the result was taken, also if it was withdrawn. */
  takenAt: timeValue,
  /** When its message arrived. */
  receivedAt: z.iso.datetime(),
  baseline: z
    .object({
      umolPerL: z.number().positive(),
      kind: z.enum(['lowest-48h', 'lowest-7d', 'median-365d']),
      /** When the baseline was taken; null for a median. */
      takenAt: timeValue.nullable(),
    })
    .nullable(),
  /** Current over baseline. */
  ratio: z.number().positive().nullable(),
  /** Newest last; the current result is not among them. */
  earlier: z.array(creatinine).max(5),
  patient: z.object({
    mrn: z.string().min(1),
    authority: z.string(),
    ageYears: z.number().int().min(0).nullable(),
    sex: z.enum(['F', 'M', 'U']),
  }),
  place: z.object({ ward: z.string(), room: z.string(), bed: z.string() }).optional(),
  consultant: z.string().optional(),
  requester: z.string().optional(),
  visit: z.string().optional(),
  /** Other results of the same report: shown, never decided on. */
  companions: z
    .array(z.object({ name: z.string().min(1), value: z.string().min(1), unit: z.string() }))
    .max(10)
    .optional(),
  /** Null if no model was asked. */
  model: z
    .object({ probability: z.number().min(0).max(1), version: z.string(), hadASay: z.boolean() })
    .nullable(),
  /** The paging policy that chose the reason. */
  policy: z.object({ version: z.string(), sha256: z.string() }),
  /** How long nobody answered; set for `unanswered`. */
  unansweredMinutes: z.number().int().positive().optional(),
  links: z.object({ guideline: httpsUrl.optional(), console: httpsUrl.optional() }),
});

export type AkiPage = z.infer<typeof value>;
export type PageReason = (typeof PAGE_REASONS)[number];

const codec = recordCodec({ topic: AKI_PAGE, schema: AKI_PAGE_SCHEMA, value });

export const encodeAkiPage = codec.encode;
export const decodeAkiPage = codec.decode;
export const akiPageJsonSchema = codec.jsonSchema;
