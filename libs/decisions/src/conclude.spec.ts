import { Hospital, Scenario, type Models } from './hospital.spec-support';
import { adt, creatinine, modelSaying, type ModelAnswerer } from './messages.spec-support';

const ward = (models: Models = {}) => new Scenario(new Hospital(models));
const birth = adt('1950-01-01', 0);
/** Stage 1 at hour 24 against a baseline of 80. */
const rising = [birth, creatinine('80', 1), creatinine('130', 24)];
const failing: ModelAnswerer = { ...modelSaying(0), answer: () => ({ kind: 'failed' }) };

describe('an alert', () => {
  it('is raised for the newest result if its level rises', () => {
    ward().given(creatinine('80', 0)).when(creatinine('170', 24)).thenDecisions({ level: 2, alerted: true });
  });

  it('is not raised again for the same level', () => {
    const order = { order: 'o1' };
    ward()
      .given(creatinine('80', 0), creatinine('170', 24, order))
      .when(creatinine('172', 24, { ...order, status: 'C', sentHours: 25 }))
      .thenDecisions({ level: 2, revision: 2, alerted: false });
  });

  it('is raised again only above the highest level alerted so far', () => {
    const corrected = (umolPerL: string, sentHours: number) =>
      creatinine(umolPerL, 24, { order: 'o1', status: 'C', sentHours });
    ward()
      .given(creatinine('80', 0), creatinine('170', 24, { order: 'o1' }), corrected('82', 25))
      .when(corrected('171', 26), corrected('300', 27), corrected('301', 28))
      .thenDecisions({ level: 2, alerted: false }, { level: 3, alerted: true }, { level: 3, alerted: false })
      .thenPaged(170, 300);
  });

  it('is not raised for a result that is not the newest', () => {
    ward()
      .given(creatinine('80', 0), creatinine('81', 30))
      .when(creatinine('170', 24, { sentHours: 31 }))
      .thenDecisions(
        { level: 2, isNewest: false, alerted: false },
        { creatinineUmolPerL: 81, alerted: false },
      );
  });
});

describe('a model', () => {
  const held = { level: 0, source: null, probability: 0.01 } as const;

  it('holds back a stage 1, and is recorded with its thresholds', () => {
    ward({ model: modelSaying(0.01) })
      .when(...rising)
      .thenDecisions(
        { inDomain: false, outsideReasons: ['no-history'], level: 0 },
        {
          ...{ ...held, stage: 1, inDomain: true, outsideReasons: [], alerted: false, modelSilence: null },
          ...{ modelVersion: 'm1', modelSha256: 'sha of m1', holdBackThreshold: 0.5, alertThreshold: 0.9 },
        },
      );
  });

  it('adds an alert of its own', () => {
    ward({ model: modelSaying(0.95) })
      .when(birth, creatinine('80', 1), creatinine('90', 24))
      .thenDecisions({ level: 0 }, { level: 1, source: 'model', stage: 0, alerted: true });
  });

  it.each([
    ['fails', failing, 'failed'],
    ['is off', { ...modelSaying(0), answer: () => ({ kind: 'off' }) } satisfies ModelAnswerer, 'off'],
  ] as const)('leaves the decision to the rule if it %s', (_name, model, modelSilence) => {
    const silent = { modelSilence, probability: null, modelVersion: null, holdBackThreshold: null };
    ward({ model })
      .when(...rising)
      .thenDecisions(silent, { ...silent, level: 1, source: 'rule', inDomain: true });
  });

  it('is not reported as silent about a retraction', () => {
    ward()
      .given(creatinine('80', 0, { order: 'o1' }))
      .when(creatinine('80', 0, { order: 'o1', status: 'D' }))
      .thenDecisions({
        modelSilence: null,
        reason: 'The result was withdrawn: no AKI',
        ...{ creatinineUmolPerL: null, stage: 0, source: null, assumptions: [], outsideReasons: [] },
        ...{ history: [], historyRevisions: [] },
      });
  });

  it('is not recorded for a retraction', () => {
    ward({ model: modelSaying(0.6) })
      .given(creatinine('80', 0, { order: 'o1' }))
      .when(creatinine('80', 0, { order: 'o1', status: 'D' }))
      .thenDecisions({ modelSilence: null, probability: null, modelVersion: null, holdBackThreshold: null });
  });

  it('leaves a bound to the rule, which names the comparator', () => {
    ward({ model: modelSaying(0.01) })
      .given(birth, creatinine('80', 1))
      .when(creatinine('130', 24, { comparator: '>' }))
      .thenDecisions({
        ...{ level: 1, alerted: true },
        reason:
          'Creatinine above 130 µmol/L, 1.6 × the lowest of the last 7 days (80): AKI stage 1; the rule decided alone, for the model: a bound in place of a value',
      });
  });

  it('leaves results that look back on a bound to the rule', () => {
    ward({ model: modelSaying(0.01) })
      .given(birth, creatinine('80', 1, { comparator: '<' }))
      .when(creatinine('130', 24))
      .thenDecisions({ level: 1, outsideReasons: ['value-bound'] });
  });
});

describe('a shadow model', () => {
  const shadow = modelSaying(0.99, { version: 'shadow', sha256: 'sha of shadow' });
  const verdict = { modelVersion: 'shadow', modelSha256: 'sha of shadow', probability: 0.99 };
  const withoutShadow = ({ decisions }: Hospital) =>
    decisions.map((decision) => ({ ...decision, shadow: null }));

  it('is recorded beside each decision and changes none', () => {
    const alone = ward({ model: modelSaying(0.1) }).when(...rising);
    const shadowed = ward({ model: modelSaying(0.1), shadow })
      .when(...rising)
      .thenDecisions(
        { shadow: { ...verdict, inDomain: false, level: 0, source: null } },
        { shadow: { ...verdict, inDomain: true, level: 1, source: 'rule' } },
      )
      .thenPaged();
    expect(withoutShadow(shadowed.hospital)).toEqual(withoutShadow(alone.hospital));
  });

  it('answers while no model is served', () => {
    ward({ shadow: modelSaying(0.1) })
      .given(birth, creatinine('80', 1))
      .when(creatinine('130', 24))
      .thenDecisions({
        level: 1,
        source: 'rule',
        shadow: expect.objectContaining({ level: 0, source: null }) as never,
      });
  });

  it('costs only its own record if it fails', () => {
    ward({ model: modelSaying(0.8), shadow: failing })
      .when(...rising)
      .thenDecisions({ probability: 0.8, shadow: null }, { probability: 0.8, shadow: null });
  });

  it('is not asked about a retraction', () => {
    ward({ shadow })
      .given(creatinine('80', 0, { order: 'o1' }))
      .when(creatinine('80', 0, { order: 'o1', status: 'D' }))
      .thenDecisions({ criterion: 'retracted', shadow: null });
  });
});

describe('a decision', () => {
  it('names the revisions of the results that it looks back on', () => {
    const { hospital } = ward()
      .given(creatinine('80', 0, { order: 'o1' }), creatinine('90', 2))
      .given(creatinine('85', 0, { order: 'o1', status: 'C', sentHours: 3 }))
      .when(creatinine('100', 24))
      .thenDecisions({ historyRevisions: [2, 1], inDomain: null, outsideReasons: [] });
    expect(hospital.decisions.at(-1)?.history).toEqual(
      hospital
        .resultsOf('1')
        .slice(0, 2)
        .map(({ id }) => id),
    );
  });
});

describe('demographics that arrive after a result', () => {
  it('decide nothing again and count from the next result on', () => {
    ward({ model: modelSaying(0.01) })
      .given(creatinine('80', 0))
      .when(creatinine('130', 24))
      .thenDecisions({
        ...{ level: 1, birthDate: null, sex: 'U' },
        reason: expect.stringMatching(
          /AKI stage 1 \(age and sex unknown, taken as an adult\); the rule decided alone/,
        ) as never,
      })
      .thenPaged(130)
      .when(adt('1950-01-01', 25))
      .thenEvents('DemographicsChanged')
      .when(creatinine('131', 36))
      .thenDecisions({
        ...{ level: 0, birthDate: '1950-01-01', sex: 'F' },
        reason: expect.stringContaining('held back by the model') as never,
      });
  });

  it("leave a child's adult stage standing until the next result", () => {
    ward()
      .given(creatinine('80', 0))
      .when(creatinine('200', 24))
      .thenDecisions({ level: 2 })
      .when(adt('2018-01-01', 25))
      .thenEvents('DemographicsChanged')
      .when(creatinine('201', 36))
      .thenDecisions({ criterion: 'paediatric-3x-limit', level: 3 })
      .thenPaged(200, 201);
  });

  it('change nothing if they repeat what is known', () => {
    ward().given(adt('1950-01-01', 0)).when(adt('1950-01-01', 0)).thenEvents();
  });
});
