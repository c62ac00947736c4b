import { join } from 'node:path';

import { type ModelContents } from '@renwatch/model';

import { UsageError } from '../command-line/usage.error';
import { readBytes } from '../cases/read-text';
import { type EvaluationReport } from '../report/evaluation-report';
import { formatCard } from './format-card';

/** Reports that the card uses: folders below docs/model. */
export const CARD_REPORTS = ['validation', 'course-test', 'course-stream'] as const;

/** Writes the card of a model from its file and its reports. @throws UsageError if a report is of another model */
export function cardOf(modelPath: string, reportsFolder: string): string {
  const { sha256, ...contents } = JSON.parse(readBytes(modelPath).toString('utf8')) as ModelContents & {
    sha256: string;
  };
  const [validation, courseTest, courseStream] = CARD_REPORTS.map((name) => {
    const path = join(reportsFolder, name, 'report.json');
    const report = JSON.parse(readBytes(path).toString('utf8')) as EvaluationReport;
    if (report.modelSha256 !== sha256) {
      throw new UsageError(
        `${path}: it is a report on model ${report.modelSha256}, not ${sha256}; evaluate again`,
      );
    }
    return report;
  }) as [EvaluationReport, EvaluationReport, EvaluationReport];
  return formatCard({ contents, sha256, validation, courseTest, courseStream });
}
