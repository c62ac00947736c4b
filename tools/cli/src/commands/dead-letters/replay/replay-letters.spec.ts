import { type DeadLetterRecord } from '@renwatch/events';
import { letterRecord } from '../dead-letters.spec-support';
import { type Letter } from '../letters/letter';
import { type Door, type DoorAnswer } from './door';
import { replayLetters } from './replay-letters';

const taken: DoorAnswer = { isTaken: true, note: 'AA' };
const away = Object.assign(new Error('away'), { retriable: true });
const misconfigured = new Error('DATABASE_URL is missing');

function letter(messageId: string, own: Partial<DeadLetterRecord> = {}): Letter {
  const some = letterRecord();
  const record = { ...some, ...own, source: { ...some.source, messageId } };
  return { id: record.id, records: [record], isWhole: true, actions: [], state: 'open' };
}

describe('replayLetters', () => {
  const [first, second, third] = [letter('a'), letter('b'), letter('c')];
  let sent: string[];
  let traced: string[];
  let printed: string[];
  let answer: (letter: Letter) => DoorAnswer;
  let reads: (() => Promise<{ letters: Letter[]; unreadable: number }>)[];
  let write: (action: string) => Promise<void>;

  const replay = () => {
    const door: Door = {
      send: async (letter) => {
        sent.push(letter.id);
        return answer(letter);
      },
    };
    return replayLetters({
      plan: [first, second, third].map((letter) => ({ letter, door: 'gateway' })),
      bytesOf: ({ id }) => Buffer.from(id),
      doors: { door: () => door },
      trace: {
        open: () => Promise.resolve(),
        write: async ({ id }, action, note) => {
          await write(action);
          if (action !== 'replay-begun') traced.push(`${id} ${action}: ${note}`);
        },
      },
      topics: { letters: () => (reads.shift() ?? nothing)() },
      terminal: {
        print: (line) => void printed.push(line),
        printBytes: () => undefined,
        complain: () => undefined,
      },
    });
  };
  const nothing = () => Promise.resolve({ letters: [], unreadable: 0 });
  const failAt = (failing: Letter, error: Error) => (letter: Letter) => {
    if (letter.id === failing.id) throw error;
    return taken;
  };

  beforeEach(() => {
    sent = [];
    traced = [];
    printed = [];
    answer = () => taken;
    reads = [];
    write = () => Promise.resolve();
  });

  it.each([
    ['the gateway stops answering', away],
    ['a letter cannot be sent', misconfigured],
  ])('records what it sent before %s, then stops and throws', async (_case, error) => {
    answer = failAt(second, error);
    await expect(replay()).rejects.toBe(error);
    expect(sent).toEqual([first.id, second.id]);
    expect(traced).toEqual([`${first.id} replayed: AA`]);
    expect(printed).toEqual([`${first.id.slice(0, 8)}  replayed: AA`]);
  });

  it('records a letter as refused if it was dead-lettered again after AA', async () => {
    const { records } = first;
    const newer = { ...records[0], place: { partition: 0, offset: 1n } };
    reads = [
      () => Promise.resolve({ letters: [first], unreadable: 0 }),
      () => Promise.resolve({ letters: [{ ...first, records: [newer] }], unreadable: 0 }),
    ];
    expect(await replay()).toBe(1);
    expect(traced[0]).toBe(`${first.id} replay-refused: AA, dead-lettered again: not-hl7`);
  });

  it('records what it sent if the check for new dead letters fails', async () => {
    reads = [nothing, () => Promise.reject(away)];
    await expect(replay()).rejects.toBe(away);
    expect(traced).toEqual(
      [first, second, third].map(({ id }) => `${id} replayed: AA, unknown if dead-lettered again`),
    );
  });

  it('throws the first fault if the check fails as well', async () => {
    answer = failAt(third, misconfigured);
    reads = [nothing, () => Promise.reject(away)];
    await expect(replay()).rejects.toBe(misconfigured);
    expect(traced).toHaveLength(2);
  });

  it('records the other outcomes if one record cannot be written', async () => {
    let ends = 0;
    write = (action) => (action === 'replayed' && ++ends === 1 ? Promise.reject(away) : Promise.resolve());
    await expect(replay()).rejects.toBe(away);
    expect(traced).toEqual([second, third].map(({ id }) => `${id} replayed: AA`));
    expect(printed).toHaveLength(3);
  });

  it('sends nothing if the start cannot be recorded', async () => {
    write = () => Promise.reject(away);
    await expect(replay()).rejects.toBe(away);
    expect(sent).toEqual([]);
  });
});
