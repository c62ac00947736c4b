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

describe('the bytes of letters', () => {
  const [whole, first, second] = [letterRecord(), letterRecord(), letterRecord()];

  it('are those of all their parts in order, none where none were received', async () => {
    const bytesOf = await loadBytes(
      [letterOf(whole), letterOf(first, second)],
      topicOf([second, 'two'], [whole, ''], [first, 'one']),
    );
    expect(bytesOf(letterOf(whole)).toString()).toBe('');
    expect(bytesOf(letterOf(first, second)).toString()).toBe('onetwo');
  });

  it('are refused where the topic no longer has one of them, rather than sent with a gap', async () => {
    const loading = loadBytes(
      [letterOf(whole), letterOf(first, second)],
      topicOf([whole, 'x'], [first, 'one']),
    );
    await expect(loading).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(
        new RegExp(
          `^dead letter ${first.id}: record 2 of 2 is no longer on dead-letters.*: run the command again`,
        ),
      ),
    });
  });

  it('are refused where they are too many for one command', async () => {
    const half = { bytes: 200 * 1024 * 1024 };
    const letters = [letterOf(letterRecord(half)), letterOf(letterRecord(half))];
    await expect(loadBytes(letters, topicOf())).rejects.toThrow(/2 letters hold 419430400 bytes.*--since/);
  });
});
