import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sharedDataFolder } from '@renwatch/testing';

import { type EvaluationReport } from './report/evaluation-report';
import { runTrainer, temporaryFolder } from './trainer.spec-support';

const DOCS = join(__dirname, '..', '..', '..', 'docs', 'model');
/** The F3 that a model trained on the file of the course, and the shipped one, should reach. */
const AIM = {
  trainedOnTestFile: 0.997,
  trainedOnStream: 0.99,
  shippedOnTestFile: 0.99,
  shippedOnStream: 0.97,
};
/** Just below the 0.948 that the shipped model reaches on the stream: `AIM.shippedOnStream` is missed. */
const SHIPPED_ON_STREAM_REACHED = 0.947;
const data = sharedDataFolder();
/** Skipped if the data of the course are not beside the checkout. */
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
    expect(figure(out, /the policy in force/)).toBeGreaterThanOrEqual(AIM.trainedOnTestFile);
  });

  it('reaches the known F3 on the stream of 62 days', async () => {
    const { out } = await runTrainer('evaluate', '--model', model, '--stream', course);
    expect(figure(out, /rule alone, stage 1 and above/)).toBeCloseTo(0.83, 2);
    expect(out).toMatch(/rule alone, stage 1 and above .* precision 0\.33\d  recall 0\.99\d/);
    expect(figure(out, /the policy in force/)).toBeGreaterThanOrEqual(AIM.trainedOnStream);
  });

  it.each([
    ['course-test', ['--data', join(course, 'test_2025_labelled.csv')], AIM.shippedOnTestFile],
    ['course-stream', ['--stream', course], SHIPPED_ON_STREAM_REACHED],
  ])('the shipped model reaches the figures of docs/model/%s', async (name, where, least) => {
    const folder = temporaryFolder();
    await runTrainer('evaluate', ...where, '--report', folder);
    const [found, documented] = [folder, join(DOCS, name)].map(
      (own) => JSON.parse(readFileSync(join(own, 'report.json'), 'utf8')) as EvaluationReport,
    ) as [EvaluationReport, EvaluationReport];
    expect(documented).toMatchObject({ modelSha256: found.modelSha256, rows: found.rows, aki: found.aki });
    for (const key of ['policy', 'model', 'rule', 'ruleStage2'] as const) {
      expect(documented.figures[key].f3).toBeCloseTo(found.figures[key].f3, 3);
    }
    expect(found.figures.policy.f3).toBeGreaterThanOrEqual(least);
  });

  it('the shipped model still misses the aim on the stream', () => {
    const { figures } = JSON.parse(
      readFileSync(join(DOCS, 'course-stream', 'report.json'), 'utf8'),
    ) as EvaluationReport;
    expect(figures.policy.f3).toBeLessThan(AIM.shippedOnStream);
  });
});
