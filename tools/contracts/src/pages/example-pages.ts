import { type AkiPage, type PageReason, type TimeValue } from '@renwatch/events';
import { makePage, type PageFacts } from '@renwatch/paging';

const timeOf = (local: string, instant: string): TimeValue => ({ local, instant, precision: 'minute' });
const result = (umolPerL: number, takenAt: TimeValue) => ({ umolPerL, comparator: '' as const, takenAt });

const TUESDAY = timeOf('202603100730', '2026-03-10T07:30:00.000Z');
const FRIDAY = timeOf('202603130640', '2026-03-13T06:40:00.000Z');
const SATURDAY = timeOf('202603140915', '2026-03-14T09:15:00.000Z');
const SUNDAY = timeOf('202603150810', '2026-03-15T08:10:00.000Z');

/** One invented patient; every page shows the same baseline. */
const PATIENT: Omit<PageFacts, 'reason' | 'stage' | 'creatinine' | 'takenAt' | 'ratio'> = {
  id: '5f0c3f5e-54a5-4f3e-9f6e-2f4d1c9f0b10',
  alertId: '9a1d3b9e-6a5f-4b6e-8a38-3a3f0a6f7d11',
  decisionId: '0b8f7f1c-1f0a-4c43-b1fb-7f4e4e5c8e12',
  source: 'rule',
  criterion: 'ratio-7d',
  flag: null,
  previousPage: null,
  receivedAt: '2026-03-14T10:02:11.000Z',
  baseline: { umolPerL: 88, kind: 'lowest-7d', takenAt: TUESDAY },
  earlier: [result(88, TUESDAY), result(131, FRIDAY)],
  patient: { mrn: '478237423', authority: 'RENWATCH', ageYears: 71, sex: 'F' },
  place: { ward: '7B', room: '', bed: '12' },
  consultant: 'Dr A. Moss',
  requester: 'Dr P. Quill',
  companions: [
    { name: 'Potassium', value: '5.9', unit: 'mmol/L' },
    { name: 'Urea', value: '18.2', unit: 'mmol/L' },
  ],
  model: null,
  policy: { version: '1.0.0', sha256: '0'.repeat(64) },
  links: { guideline: 'https://intranet.example/aki' },
};

const shown = (umolPerL: number, takenAt: TimeValue) => ({
  creatinine: result(umolPerL, takenAt),
  takenAt,
  ratio: umolPerL / 88,
});
const firstPage = { stage: 1, umolPerL: 140, takenAt: SATURDAY } as const;
const before = [...PATIENT.earlier, result(140, SATURDAY)];
const improved = [result(88, TUESDAY), result(190, FRIDAY), result(120, SATURDAY)];
const fast = [...PATIENT.earlier, result(280, SATURDAY)];

const FACTS: Readonly<Record<PageReason, PageFacts>> = {
  first: { ...PATIENT, reason: 'first', stage: 1, ...shown(140, SATURDAY) },
  rise: {
    ...{ ...PATIENT, reason: 'rise', stage: 2, previousPage: firstPage, earlier: before },
    ...shown(212, SUNDAY),
  },
  worse: {
    ...{ ...PATIENT, reason: 'worse', stage: 3, earlier: fast },
    previousPage: { stage: 3, umolPerL: 280, takenAt: SATURDAY },
    ...shown(431, SUNDAY),
  },
  relapse: {
    ...{ ...PATIENT, reason: 'relapse', stage: 2, earlier: improved },
    previousPage: { stage: 2, umolPerL: 190, takenAt: FRIDAY },
    ...shown(184, SUNDAY),
  },
  unanswered: {
    ...{ ...PATIENT, reason: 'unanswered', stage: 1, previousPage: firstPage, unansweredMinutes: 15 },
    ...shown(140, SATURDAY),
  },
  retracted: {
    ...{ ...PATIENT, reason: 'retracted', stage: 0, criterion: 'none', previousPage: firstPage },
    ...shown(98, SATURDAY),
  },
};

/** A page of each reason, in the order of the reasons. */
export const EXAMPLE_PAGES: readonly AkiPage[] = Object.values(FACTS).map(makePage);
