import { type TimeValue } from '@renwatch/events';
import fc from 'fast-check';
import { makePage, type PageFacts } from './make-page';

export const timeOf = (local: string): TimeValue => ({
  local,
  instant: '2026-03-14T09:15:00.000Z',
  precision: 'minute',
});

/** A first alert of stage 2, with everything that a page can have. */
export const FACTS: PageFacts = {
  id: '5f0c3f5e-54a5-4f3e-9f6e-2f4d1c9f0b10',
  alertId: '9a1d3b9e-6a5f-4b6e-8a38-3a3f0a6f7d11',
  decisionId: '0b8f7f1c-1f0a-4c43-b1fb-7f4e4e5c8e12',
  reason: 'first',
  stage: 2,
  source: 'rule',
  criterion: 'ratio-7d',
  flag: null,
  previousPage: null,
  creatinine: { umolPerL: 212, comparator: '', takenAt: timeOf('202603140915') },
  takenAt: timeOf('202603140915'),
  receivedAt: '2026-03-14T10:02:11.000Z',
  baseline: { umolPerL: 88, kind: 'lowest-7d', takenAt: timeOf('202603100730') },
  ratio: 212 / 88,
  earlier: [
    { umolPerL: 88, comparator: '', takenAt: timeOf('202603100730') },
    { umolPerL: 131, comparator: '', takenAt: timeOf('202603130640') },
  ],
  patient: { mrn: '478237423', authority: 'RENWATCH', ageYears: 71, sex: 'F' },
  place: { ward: '7B', room: '', bed: '12' },
  consultant: 'Dr A. Moss',
  requester: 'Dr P. Quill',
  visit: 'V-1009',
  companions: [{ name: 'Potassium', value: '5.9', unit: 'mmol/L' }],
  model: { probability: 0.93, version: '3', hadASay: false },
  policy: { version: '1.0.0', sha256: '0'.repeat(64) },
  links: { guideline: 'https://intranet.example/aki', console: 'https://renwatch.example/p/1' },
};

/** Arbitrary texts in every field that a feed fills. */
export const hostileFacts = (text: fc.Arbitrary<string>): fc.Arbitrary<PageFacts> =>
  fc
    .record({
      mrn: text,
      authority: text,
      ward: text,
      room: text,
      bed: text,
      consultant: text,
      requester: text,
      visit: text,
      name: text,
      value: text,
      unit: text,
    })
    .map(({ mrn, authority, ward, room, bed, consultant, requester, visit, ...companion }) => ({
      ...FACTS,
      patient: { ...FACTS.patient, mrn: `M${mrn}`, authority: `A${authority}` },
      place: { ward: `W${ward}`, room: `R${room}`, bed: `B${bed}` },
      consultant: `C${consultant}`,
      requester: `Q${requester}`,
      visit: `V${visit}`,
      companions: [{ name: `N${companion.name}`, value: `X${companion.value}`, unit: `U${companion.unit}` }],
    }));

export const pageWith = (facts: Partial<PageFacts>) => makePage({ ...FACTS, ...facts });
