import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Cohort } from '@renwatch/cohort';
import { readHistoryFile } from '../check/read-history-file';
import { COHORT_SEED, cohortHistory } from './cohort-history';

describe("the synthetic hospital's history", () => {
  it('holds every earlier result, and is written once', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'renwatch-history-'));
    try {
      const file = cohortHistory(path.join(folder, 'deeper', 'history.csv'));
      const expected = [...new Cohort({ seed: COHORT_SEED }).history()].flatMap(({ mrn, results }) =>
        results.map(({ local, umolPerL }) => ({ mrn, local, umolPerL: Number(umolPerL) })),
      );
      expect(expected.length).toBeGreaterThan(10_000);
      expect(readHistoryFile(readFileSync(file, 'utf8'))).toEqual(expected);
      const madeAt = statSync(file).mtimeMs;
      cohortHistory(file);
      expect(statSync(file).mtimeMs).toBe(madeAt);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
