import { letterRecord } from '../dead-letters.spec-support';
import { type Letter, type LetterRecord } from './letter';
import { loadBytes } from './load-bytes';

const letterOf = (...records: [LetterRecord, ...LetterRecord[]]): Letter => ({
  ...{ id: records[0].id, records },
  ...{ isWhole: true, actions: [], state: 'open' },
});
const topicOf = (...entries: [LetterRecord, string][]) => ({
  payloads: () => Promise.resolve(new Map(entries.map(([{ id }, text]) => [id, Buffer.from(text)]))),
});

describe('loadBytes', () => {
  const [whole, first, second] = [letterRecord(), letterRecord(), letterRecord()];

  it('joins the parts in order, and accepts an empty payload', async () => {
    const bytesOf = await loadBytes(
      [letterOf(whole), letterOf(first, second)],
      topicOf([second, 'two'], [whole, ''], [first, 'one']),
    );
    expect(bytesOf(letterOf(whole)).toString()).toBe('');
    expect(bytesOf(letterOf(first, second)).toString()).toBe('onetwo');
  });

  it('fails if the topic no longer has a part', async () => {
    const loading = loadBytes(
      [letterOf(whole), letterOf(first, second)],
      topicOf([whole, 'x'], [first, 'one']),
    );
    await expect(loading).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(
        new RegExp(
          `^dead letter ${first.id}: record 2 of 2 is no longer on dead-letters.*; run the command again`,
        ),
      ),
    });
  });

  it('fails above the memory limit of a command', async () => {
    const half = { bytes: 200 * 1024 * 1024 };
    const letters = [letterOf(letterRecord(half)), letterOf(letterRecord(half))];
    await expect(loadBytes(letters, topicOf())).rejects.toThrow(
      /2 dead letters hold 419430400 bytes.*--since/,
    );
  });
});
