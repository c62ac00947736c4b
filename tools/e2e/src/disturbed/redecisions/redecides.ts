import { deepStrictEqual } from 'node:assert/strict';
import { type ScenarioRun } from '../scenario/scenario-run';
import { mergeText, resultText, timeAt } from './hl7-text';
import { Laboratory } from './laboratory';

/** `stage` and so on of each decision that counts; a result is known by its hour. */
type Newest = readonly (readonly [hour: number, revision: number, stage: number, level: number])[];

/**
 * That corrections, deletions, late results and merges, sent as HL7 text, decide again and page as they should.
 * @throws AssertionError if they do not
 */
export async function redecides(run: ScenarioRun): Promise<void> {
  const laboratory = new Laboratory(run);
  const expect = async (name: string, mrns: readonly string[], newest: Newest, pages: readonly string[]) => {
    const decided = (await laboratory.decided(...mrns)).map(({ observedLocal, revision, stage, level }) => [
      ...[observedLocal, revision, stage, level],
    ]);
    const expected = newest.map(([hour, ...rest]) => [timeAt(hour), ...rest]);
    deepStrictEqual({ decided, pages: laboratory.pages(...mrns) }, { decided: expected, pages }, name);
  };
  for (const check of [corrections, deletions, lateResults, merges]) await check(laboratory, expect);
  run.say('corrections, deletions, late results and a merge were decided and paged again');
}

type Expect = (
  name: string,
  mrns: readonly string[],
  newest: Newest,
  pages: readonly string[],
) => Promise<void>;

async function corrections(laboratory: Laboratory, expect: Expect): Promise<void> {
  const mrn = 'lab-corrected';
  await laboratory.send(
    resultText({ mrn, hour: 0, sentHour: 0, value: '80', order: 'o1' }),
    resultText({ mrn, hour: 24, sentHour: 24, value: '85', order: 'o2' }),
  );
  await expect('before a correction', [mrn], [[0, 1, 0, 0], [24, 1, 0, 0]], []); // prettier-ignore
  await laboratory.send(resultText({ mrn, hour: 24, sentHour: 26, value: '250', order: 'o2', status: 'C' }));
  const pages = [`${mrn},${timeAt(24)}`];
  await expect('a correction pages', [mrn], [[0, 1, 0, 0], [24, 2, 3, 3]], pages); // prettier-ignore
  await laboratory.send(resultText({ mrn, hour: 0, sentHour: 28, value: '240', order: 'o1', status: 'C' }));
  await expect('a correction of the baseline', [mrn], [[0, 2, 0, 0], [24, 3, 0, 0]], pages); // prettier-ignore
}

async function deletions(laboratory: Laboratory, expect: Expect): Promise<void> {
  const mrn = 'lab-deleted';
  await laboratory.send(
    resultText({ mrn, hour: 0, sentHour: 0, value: '80', order: 'o1' }),
    resultText({ mrn, hour: 24, sentHour: 24, value: '170', order: 'o2' }),
  );
  const pages = [`${mrn},${timeAt(24)}`];
  await expect('before a deletion', [mrn], [[0, 1, 0, 0], [24, 1, 2, 2]], pages); // prettier-ignore
  await laboratory.send(
    resultText({ mrn, hour: 24, sentHour: 26, value: '', order: 'o2', status: 'D' }),
    resultText({ mrn, hour: 48, sentHour: 48, value: '82', order: 'o3' }),
  );
  await expect('a deletion', [mrn], [[0, 2, 0, 0], [24, 2, 0, 0], [48, 1, 0, 0]], pages); // prettier-ignore
}

async function lateResults(laboratory: Laboratory, expect: Expect): Promise<void> {
  const mrn = 'lab-late';
  await laboratory.send(resultText({ mrn, hour: 48, sentHour: 48, value: '170', order: 'o2' }));
  await expect('before a late result', [mrn], [[48, 1, 0, 0]], []);
  await laboratory.send(resultText({ mrn, hour: 0, sentHour: 50, value: '80', order: 'o1' }));
  const pages = [`${mrn},${timeAt(48)}`];
  await expect('a late result', [mrn], [[0, 1, 0, 0], [48, 2, 2, 2]], pages); // prettier-ignore
}

async function merges(laboratory: Laboratory, expect: Expect): Promise<void> {
  const [mrn, old] = ['lab-new', 'lab-old'];
  await laboratory.send(
    resultText({ mrn: old, hour: 0, sentHour: 0, value: '80', order: 'o1' }),
    resultText({ mrn, hour: 24, sentHour: 24, value: '170', order: 'o2' }),
  );
  await expect('before a merge', [mrn, old], [[0, 1, 0, 0], [24, 1, 0, 0]], []); // prettier-ignore
  await laboratory.send(mergeText({ mrn, old, sentHour: 30 }));
  const pages = [`${mrn},${timeAt(24)}`];
  await expect('a merge', [mrn, old], [[0, 1, 0, 0], [24, 2, 2, 2]], pages); // prettier-ignore
  // Sent under the merged number, paged under the surviving one.
  await laboratory.send(resultText({ mrn: old, hour: 40, sentHour: 40, value: '250', order: 'o3' }));
  const both = [...pages, `${mrn},${timeAt(40)}`];
  await expect('after a merge', [mrn, old], [[0, 1, 0, 0], [24, 2, 2, 2], [40, 1, 3, 3]], both); // prettier-ignore
}
