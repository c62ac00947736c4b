import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sharedDataFolder } from '@renwatch/testing';

import { type EvaluationReport } from './report/evaluation-report';
import { runTrainer, temporaryFolder } from './trainer.spec-support';

const DOCS = join(__dirname, '..', '..', '..', 'docs', 'model');
/** The F3 that the shipped model should reach. */
const AIM = { onTestFile: 0.99, onStream: 0.97 };
/** Just below the 0.948 that the shipped model reaches on the stream: `AIM.onStream` is missed. */
const SHIPPED_ON_STREAM_REACHED = 0.947;
const data = sharedDataFolder();
/** Skipped if the data of the course are not beside the checkout. */
const withCourseData = data === undefined ? describe.skip : describe;

withCourseData('on the data of the course (skipped where ../shared/data is absent)', () => {
  const course = join(data ?? '', 'course-2025');

  it.each([
    ['course-test', ['--data', join(course, 'test_2025_labelled.csv')], AIM.onTestFile],
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
    expect(figures.policy.f3).toBeLessThan(AIM.onStream);
  });
});
