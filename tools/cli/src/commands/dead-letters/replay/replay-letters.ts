import { createHash } from 'node:crypto';
import { type Terminal } from '../../../command/terminal';
import { type DeadLetterTopics } from '../letters/dead-letter-topics';
import { type Letter } from '../letters/letter';
import { type LetterTrace } from '../trace/letter-trace';
import { type Door, type DoorAnswer } from './door';
import { type DoorName } from './door-of';
import { type PlannedLetter } from './plan-replay';
import { refusedAgain } from './refused-again';

export interface ReplayLettersOptions {
  plan: readonly PlannedLetter[];
  /** By the letter's id. */
  bytes: ReadonlyMap<string, Buffer>;
  doors: { door(name: DoorName): Door };
  trace: Pick<LetterTrace, 'open' | 'write'>;
  topics: Pick<DeadLetterTopics, 'letters'>;
  terminal: Terminal;
}

/**
 * Sends letters through their doors, oldest first, and gives how many were not taken. Its beginning is traced before
 * anything is sent, its end after; in between a message that is in several letters (an observation each) is sent once.
 * Where nothing answers any more, what was sent is traced and the rest stays open.
 */
export async function replayLetters(options: ReplayLettersOptions): Promise<number> {
  const { plan, bytes, doors, trace, topics, terminal } = options;
  if (plan.length === 0) return 0;
  const before = await topics.letters();
  await trace.open();
  await Promise.all(plan.map(({ letter, door }) => trace.write(letter, 'replay-begun', `to ${door}`)));
  const answers = new Map<Letter, DoorAnswer>();
  const bySending = new Map<string, DoorAnswer>();
  let fault: unknown;
  for (const { letter, door } of plan) {
    const payload = bytes.get(letter.id) ?? Buffer.alloc(0);
    const sending = `${door} ${door === 'page' ? letter.id : createHash('sha256').update(payload).digest('hex')}`;
    try {
      const answer = bySending.get(sending) ?? (await doors.door(door).send(letter, payload));
      bySending.set(sending, answer);
      answers.set(letter, answer);
    } catch (error) {
      if ((error as { retriable?: unknown }).retriable !== true) throw error;
      fault = error;
      break;
    }
  }
  // A feed may be answered AA though its message was refused: the topic knows.
  const after = answers.size > 0 ? await topics.letters() : before;
  for (const [letter, answer] of answers) {
    const again = refusedAgain(letter, before.letters, after.letters);
    if (again) answers.set(letter, { isTaken: false, note: `${answer.note}, dead-lettered again: ${again}` });
  }
  await Promise.all(
    [...answers].map(([letter, { isTaken, note }]) =>
      trace.write(letter, isTaken ? 'replayed' : 'replay-refused', note),
    ),
  );
  for (const [{ id }, { isTaken, note }] of answers)
    terminal.print(`${id.slice(0, 8)}  ${isTaken ? 'replayed' : 'refused'}: ${note}`);
  if (fault !== undefined) throw fault;
  return [...answers.values()].filter(({ isTaken }) => !isTaken).length;
}
