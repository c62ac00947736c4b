import { join } from 'node:path';

import { Cohort } from '@renwatch/cohort';
import { sharedDataFolder } from '@renwatch/testing';

import { writeHospital } from './cohort/write-hospital';
import { runTrainer, temporaryFolder } from './trainer.spec-support';

const data = sharedDataFolder();
const TIMEOUT_MS = 300_000;

/** The counts of `trainer paging` by their names. */
async function countsOf(stream: string): Promise<Record<string, number>> {
  const { code, out, complaints } = await runTrainer('paging', '--stream', stream);
  expect([code, complaints]).toEqual([0, []]);
  const rows = out.split('\n').map((line) => /^ *(.*?) {2,}(\d+)/.exec(line));
  return Object.fromEntries(rows.flatMap((row) => (row ? [[row[1] ?? '', Number(row[2])]] : [])));
}

describe('pages by episodes', () => {
  it(
    'are each first and rise of 62 synthetic days, and few others',
    async () => {
      const folder = temporaryFolder();
      const cohort = new Cohort({ seed: 'renwatch' });
      await writeHospital({
        ...{ folder, cohort, seed: 'renwatch', days: 62, trainingRows: 10 },
        onProgress: () => undefined,
      });
      expect(await countsOf(folder)).toEqual({
        'patients with an alert': 118,
        'pages if every result pages': 417,
        'pages by episodes': 151,
        ...{ first: 126, rise: 15, worse: 2, relapse: 8 },
        ...{ 'held back': 266, 'same-stage': 169, 'lower-stage': 97 },
        'notices of retraction': 0,
        'first alerts and rises': 143,
        policy: 1,
      });
    },
    TIMEOUT_MS,
  );

  (data === undefined ? it.skip : it)(
    'are each first and rise of the 62 days of the course',
    async () => {
      const counts = await countsOf(join(data ?? '', 'course-2025'));
      expect(counts).toMatchObject({ 'pages if every result pages': 440, 'pages by episodes': 422 });
    },
    TIMEOUT_MS,
  );
});
