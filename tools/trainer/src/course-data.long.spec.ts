import { join } from 'node:path';

import { sharedDataFolder } from '@renwatch/testing';

import { runTrainer, temporaryFolder } from './trainer.spec-support';

/** The F3 that a model trained on the file of the course reaches. */
const AIM = { onTestFile: 0.997, onStream: 0.99 };
const data = sharedDataFolder();
/** Skipped if the data of the course are not beside the checkout. */
const withCourseData = data === undefined ? describe.skip : describe;

withCourseData('a model trained on the data of the course (skipped where ../shared/data is absent)', () => {
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
      '2',
    );
    expect(trained.complaints).toEqual([]);
  }, 600_000);

  it('reaches the known F3 on the labelled test file', async () => {
    const { out } = await runTrainer(
      'evaluate',
      '--model',
      model,
      '--data',
      join(course, 'test_2025_labelled.csv'),
    );
    expect(figure(out, /rule alone, stage 1 and above/)).toBeCloseTo(0.975, 2);
    expect(figure(out, /the policy in force/)).toBeGreaterThanOrEqual(AIM.onTestFile);
  });

  it('reaches the known F3 on the stream of 62 days', async () => {
    const { out } = await runTrainer('evaluate', '--model', model, '--stream', course);
    expect(figure(out, /rule alone, stage 1 and above/)).toBeCloseTo(0.83, 2);
    expect(out).toMatch(/rule alone, stage 1 and above .* precision 0\.33\d  recall 0\.99\d/);
    expect(figure(out, /the policy in force/)).toBeGreaterThanOrEqual(AIM.onStream);
  });
});
