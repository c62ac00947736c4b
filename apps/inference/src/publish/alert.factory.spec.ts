import { type Decision } from '@renwatch/decisions';
import { alertOf } from './alert.factory';

const options = { alertId: (of: object) => JSON.stringify(of), now: () => new Date('2024-04-01T00:00:00Z') };

/** A decision that raises a stage 1, as far as an alert is made from it. */
const decision = (own: Partial<Decision> = {}): Decision =>
  ({
    ...{ id: 'd1', resultId: 'r1', observedLocal: '20240331', observedAtMs: Date.UTC(2024, 2, 31) },
    patient: { key: 'local|1', authority: 'local', mrn: '1' },
    ...{ creatinineUmolPerL: 130, baselineUmolPerL: 80, stage: 1, criterion: 'ratio-7d' },
    ...{ level: 1, source: 'rule', messageId: 'm1', feed: 'ward', receivedAt: '2024-03-31T00:00:00.000Z' },
    ...{ probability: 0.8, holdBackThreshold: 0.5, alertThreshold: 0.9, modelVersion: 'm' },
    ...own,
  }) as Decision;
const alert = (own?: Partial<Decision>) => alertOf(decision(own), options);

describe('an alert', () => {
  it('has an id made from what it identifies', () => {
    const id = { patientKey: 'local|1', resultId: 'r1', level: 1, source: 'rule' };
    expect(JSON.parse(alert().id)).toEqual(id);
  });

  it('has the values and the time of its result', () => {
    expect(alert()).toMatchObject({
      ...{ decisionId: 'd1', stage: 1, creatinineUmolPerL: 130, baselineUmolPerL: 80 },
      observedAt: { local: '20240331', instant: '2024-03-31T00:00:00.000Z', precision: 'day' },
      decidedAt: '2024-04-01T00:00:00.000Z',
    });
  });

  it.each([
    ['202403310815', 'minute'],
    ['20240331081500', 'second'],
    ['20240331081500.1', 'second'],
  ])('dated %s is precise to the %s', (observedLocal, precision) => {
    expect(alert({ observedLocal }).observedAt).toMatchObject({ precision });
  });

  it('names the threshold that applied to its source', () => {
    expect(alert().model).toEqual({ probability: 0.8, threshold: 0.5, version: 'm' });
    expect(alert({ source: 'model', stage: 0 }).model).toEqual({
      probability: 0.8,
      threshold: 0.9,
      version: 'm',
    });
  });

  it('names no model if none answered', () => {
    const silent = { probability: null, holdBackThreshold: null, alertThreshold: null, modelVersion: null };
    expect(alert(silent).model).toBeNull();
  });

  it('is refused for a decision that raises none', () => {
    expect(() => alert({ source: null, level: 0 })).toThrow(TypeError);
  });
});
