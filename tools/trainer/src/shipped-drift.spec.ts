import { join } from 'node:path';

import { type AkiModel, binOf, extractFeatures, populationStability } from '@renwatch/aki';
import { loadModel } from '@renwatch/model';

import { type JudgedCase } from './cases/judged-case';
import { streamCases } from './cases/stream-cases';
import { runTrainer, temporaryFolder } from './trainer.spec-support';

const MG_PER_DL = 1 / 88.42;
/** The window of inference. */
const WINDOW_RESULTS = 1_000;
/** PSI above which a data scientist should look. */
const DRIFT = 0.25;

describe('drift from the training data of the shipped model', () => {
  const folder = temporaryFolder();
  let model: AkiModel;
  let cases: JudgedCase[];

  beforeAll(async () => {
    const hospital = ['--out', folder, '--beds', '800', '--days', '15', '--rows', '10', '--seed', 'another'];
    await runTrainer('cohort', ...hospital);
    const [messages, history, aki] = ['messages.mllp', 'history.csv', 'aki.csv'].map((file) =>
      join(folder, file),
    );
    model = await loadModel();
    const stream = await streamCases({ messages: messages ?? '', history: history ?? '', aki: aki ?? '' });
    cases = stream.cases
      .filter(({ earlier, subject }) => earlier.length > 0 && subject.birthDate !== null)
      .slice(-WINDOW_RESULTS);
  });

  /** The PSI of each feature and of the score. */
  const psiOf = async (served: readonly JudgedCase[]): Promise<Record<string, number>> => {
    const training = model.info.trainingDistribution;
    if (!training) throw new Error('the shipped model has no training distribution');
    const rows = served.map(({ current, earlier, subject }) => extractFeatures(current, earlier, subject));
    const scores = await model.predict(rows);
    const columns = [...training.features, training.score].map((expected, column) => {
      const counts = expected.shares.map(() => 0);
      rows.forEach((row, index) => {
        const bin = binOf(expected, row[column] ?? scores[index] ?? Number.NaN);
        counts[bin] = (counts[bin] ?? 0) + 1;
      });
      return [model.info.features[column] ?? 'score', populationStability(expected.shares, counts)] as const;
    });
    return Object.fromEntries(columns);
  };
  const drifting = async (served: readonly JudgedCase[]): Promise<string[]> =>
    Object.entries(await psiOf(served)).flatMap(([of, psi]) => (psi > DRIFT ? [of] : []));

  it('is not reported for another stream of the same kind', async () => {
    expect(cases).toHaveLength(WINDOW_RESULTS);
    const found = Object.entries(await psiOf(cases));
    expect(found).toHaveLength(model.info.features.length + 1);
    expect(found.filter(([, psi]) => psi > DRIFT)).toEqual([]);
  });

  it('is reported for older patients, in their age alone', async () => {
    const older = cases.map(({ subject, ...judged }) => {
      const year = Number(subject.birthDate?.slice(0, 4)) - 15;
      return { ...judged, subject: { ...subject, birthDate: `${year}${subject.birthDate?.slice(4) ?? ''}` } };
    });
    expect(await drifting(older)).toEqual(['age_years']);
  });

  it('is reported if one of two feeds sends mg/dL', async () => {
    const mixed = cases.map(({ current, ...judged }, index) => {
      const factor = index % 2 === 0 ? MG_PER_DL : 1;
      return { ...judged, current: { ...current, umolPerL: current.umolPerL * factor } };
    });
    expect(await drifting(mixed)).toEqual(
      expect.arrayContaining(['log_current', 'log_ratio_rule', 'log_ratio_median_365d', 'score']),
    );
  });
});
