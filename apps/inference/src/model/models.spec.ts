import { type AkiModel } from '@renwatch/aki';
import { type ReviewDue } from '@renwatch/decisions';
import { Models } from './models';

const modelOf = (version: string, predict: AkiModel['predict']): AkiModel => ({
  info: {
    ...{ version, sha256: '', features: [], holdBackThreshold: 0.5, alertThreshold: 0.9 },
    domain: {
      ageYears: { min: 0, max: 120 },
      historyResults: { min: 0, max: 100 },
      umolPerL: { min: 0, max: 3_000 },
    },
  },
  predict,
});
/** Answers with the first feature of each row. */
const echo = modelOf('echo', (rows) => Promise.resolve(rows.map(([first]) => first ?? 0)));
const broken = modelOf('broken', () => Promise.reject(new Error('no tensor')));

const review = (decisionId: string, feature?: number): ReviewDue =>
  ({ decisionId, grounds: feature === undefined ? null : { features: [feature] } }) as unknown as ReviewDue;
const reviews = [review('a', 0.25), review('retraction'), review('b', 0.75)];

const asked = async (model: AkiModel | null, shadow: AkiModel | null = null, about = reviews) => {
  const failures: string[] = [];
  const models = new Models({
    modelFailed: (error) => failures.push(`model: ${String(error)}`),
    shadowFailed: (error) => failures.push(`shadow: ${String(error)}`),
  });
  models.use({ model, served: () => model, shadow });
  return { ...(await models.ask(about)), failures };
};

describe('the models', () => {
  it('answer by decision id about every review that has grounds', async () => {
    const probabilities = new Map([
      ['a', 0.25],
      ['b', 0.75],
    ]);
    expect(await asked(echo, echo)).toEqual({
      model: { kind: 'answered', info: echo.info, probabilities },
      shadow: { kind: 'answered', info: echo.info, probabilities },
      failures: [],
    });
  });

  it('are not asked if there is nothing to ask', async () => {
    const { model, failures } = await asked(broken, null, [review('retraction')]);
    expect(model).toMatchObject({ kind: 'answered', probabilities: new Map() });
    expect(failures).toEqual([]);
  });

  it.each<[string, AkiModel['predict'], string]>([
    ['fails', () => Promise.reject(new Error('no tensor')), 'Error: no tensor'],
    ['returns NaN', (rows) => Promise.resolve(rows.map(() => Number.NaN)), 'RangeError'],
    ['returns too little', () => Promise.resolve([0.5]), 'RangeError'],
    ['returns less than 0', (rows) => Promise.resolve(rows.map(() => -0.1)), 'RangeError'],
    ['returns more than 1', (rows) => Promise.resolve(rows.map(() => 1.1)), 'RangeError'],
  ])('count as failed for the whole batch if the model %s', async (_name, predict, error) => {
    const { model, failures } = await asked(modelOf('broken', predict));
    expect(model).toEqual({ kind: 'failed' });
    expect(failures).toEqual([expect.stringContaining(`model: ${error}`)]);
  });

  it('answer for the served model if the shadow fails', async () => {
    const { model, shadow, failures } = await asked(echo, broken);
    expect([model.kind, shadow.kind]).toEqual(['answered', 'failed']);
    expect(failures).toEqual(['shadow: Error: no tensor']);
  });

  it('answer for the shadow while no model is served', async () => {
    const { model, shadow } = await asked(null, echo);
    expect([model.kind, shadow.kind]).toEqual(['off', 'answered']);
  });

  it('are off before any is loaded', async () => {
    const models = new Models({ modelFailed: () => undefined, shadowFailed: () => undefined });
    expect(models.domains).toEqual({ model: null, shadow: null });
    expect(await models.ask(reviews)).toEqual({ model: { kind: 'off' }, shadow: { kind: 'off' } });
  });

  it('still judge the domain of a model that is switched off', () => {
    const models = new Models({ modelFailed: () => undefined, shadowFailed: () => undefined });
    models.use({ model: echo, served: () => null, shadow: null });
    expect(models.domains.model).toBe(echo.info);
  });
});
