import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { UsageError } from '../command-line/usage.error';
import { type EvaluationReport } from './evaluation-report';
import { renderReport } from './render-report';

/** Writes report.md, report.json and the plots into a folder. @throws UsageError if it cannot be written */
export function writeReport(folder: string, title: string, report: EvaluationReport): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(renderReport(title, report)))
      writeFileSync(join(folder, name), text);
  } catch (cause) {
    throw new UsageError(`${folder}: cannot write the report (${(cause as Error).message})`, { cause });
  }
}
