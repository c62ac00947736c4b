import { resolve } from 'node:path';

import { loadModel, ModelFileError } from '@renwatch/model';

import { type JudgedCase } from '../cases/judged-case';
import { UsageError } from '../command-line/usage.error';

/** Rows scored in one tensor. */
const BATCH_ROWS = 4096;

/**
 * Loads a model, the shipped one without a file, and asks it about each case.
 * @throws UsageError if the file is not a model
 */
export async function predictCases(
  file: string | undefined,
  cases: readonly JudgedCase[],
): Promise<{ model: Awaited<ReturnType<typeof loadModel>>; probabilities: number[] }> {
  const model = await loadModel(file === undefined ? undefined : resolve(file)).catch((cause: unknown) => {
    if (cause instanceof ModelFileError) throw new UsageError(cause.message, { cause });
    throw cause;
  });
  const probabilities: number[] = [];
  for (let from = 0; from < cases.length; from += BATCH_ROWS) {
    const batch = cases.slice(from, from + BATCH_ROWS);
    probabilities.push(...(await model.predict(batch.map(({ features }) => features))));
  }
  return { model, probabilities };
}
