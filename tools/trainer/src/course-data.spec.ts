import { join } from 'node:path';

import { sharedDataFolder } from '@renwatch/testing';

import { runTrainer, temporaryFolder } from './trainer.spec-support';

const data = sharedDataFolder();
/** Where the course's data are not beside the checkout there is nothing to hold the figures against. */
const withCourseData = data === undefined ? describe.skip : describe;

withCourseData('on the data of the course (skipped where ../shared/data is absent)', () => {
  const course = join(data ?? '', 'course-2025');
  const model = join(temporaryFolder(), 'model.json');
  const figure = (out: string, name: RegExp) =>
    Number(new RegExp(`${name.source} +F3 (\\d\\.\\d+)`).exec(out)?.[1]);

  beforeAll(async () => {
    const trained = await runTrainer(
      'train',
      '--data',
      join(course, 'training_2025.csv'),
      '--out',
      model,
      '--folds',
      '3',
    );
    expect(trained.complaints).toEqual([]);
  }, 180_000);

  it('the rule and the model find the AKI of the labelled test file', async () => {
    const { out } = await runTrainer(
      'evaluate',
      '--model',
      model,
      '--data',
      join(course, 'test_2025_labelled.csv'),
    );
    expect(figure(out, /rule alone, stage 1 and above/)).toBeCloseTo(0.975, 2);
    expect(figure(out, /the policy in force/)).toBeGreaterThanOrEqual(0.99);
  });

  it('the rule and the model find the AKI of the 62 days, the rule alone with two false alerts for each true one', async () => {
    const { out } = await runTrainer('evaluate', '--model', model, '--stream', course);
    expect(figure(out, /rule alone, stage 1 and above/)).toBeCloseTo(0.83, 2);
    expect(out).toMatch(/rule alone, stage 1 and above .* precision 0\.33\d  recall 0\.99\d/);
    expect(figure(out, /the policy in force/)).toBeGreaterThanOrEqual(0.97);
  });

  it('the shipped model, which never saw these data, does better than the rule', async () => {
    const { out } = await runTrainer('evaluate', '--stream', course);
    expect(figure(out, /the policy in force/)).toBeGreaterThan(
      figure(out, /rule alone, stage 1 and above/) + 0.05,
    );
  });
});
