import { type AkiModel } from '@renwatch/aki';
import { harness, message, summary } from '../batch/batch-harness.spec-support';
import { shadowRows } from '../store/shadow.rows';

const modelOf = (version: string, predict: AkiModel['predict']): AkiModel => ({
  info: {
    ...{ version, sha256: `sha of ${version}`, features: [], holdBackThreshold: 0.5, alertThreshold: 0.9 },
    domain: {
      ageYears: { min: 0, max: 120 },
      historyResults: { min: 1, max: 100 },
      umolPerL: { min: 0, max: 3000 },
    },
  },
  predict,
});
const always = (version: string, probability: number) =>
  modelOf(version, (rows) => Promise.resolve(rows.map(() => probability)));

const birth = { umolPerL: '1', hours: 0, adtBirthDate: '1950-01-01' };
const batch = [
  message(0, birth),
  message(1, { umolPerL: '80', hours: 1 }),
  message(2, { umolPerL: '130', hours: 24 }),
];

describe('a shadow model', () => {
  it('is recorded beside each decision and pages nobody, whatever it says', async () => {
    const alone = harness(always('served', 0.1));
    await alone.process(batch);
    const shadowed = harness(always('served', 0.1), { shadow: always('shadow', 0.99) });
    await shadowed.process(batch);
    expect(summary(shadowed.store.state)).toEqual(summary(alone.store.state));
    expect(shadowed.published).toEqual(alone.published);
    expect(shadowed.published).toEqual([]);
    expect(shadowRows(shadowed.store.state.decisions)).toMatchObject([
      { modelVersion: 'shadow', probability: 0.99, inDomain: false, level: 0 },
      { modelSha256: 'sha of shadow', probability: 0.99, inDomain: true, level: 1, source: 'rule' },
    ]);
  });

  it('speaks also while no model is served', async () => {
    const { process, store } = harness(null, { shadow: always('shadow', 0.1) });
    await process(batch);
    expect(shadowRows(store.state.decisions).at(-1)).toMatchObject({ level: 0, source: null });
    expect(store.state.decisions.at(-1)).toMatchObject({ level: 1, source: 'rule' });
  });

  it('that fails costs nothing but its own record', async () => {
    const broken = modelOf('broken', () => Promise.reject(new Error('no tensor')));
    const { process, store, happened } = harness(always('served', 0.8), { shadow: broken });
    expect(await process(batch)).toEqual({ kind: 'done' });
    expect(happened).toEqual(['shadow failed']);
    expect(shadowRows(store.state.decisions)).toEqual([]);
    expect(store.state.decisions.map(({ probability }) => probability)).toEqual([0.8, 0.8]);
  });
});
