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
  bytesOf: (letter: Letter) => Buffer;
  doors: { door(name: DoorName): Door };
  trace: Pick<LetterTrace, 'open' | 'write'>;
  topics: Pick<DeadLetterTopics, 'letters'>;
  terminal: Terminal;
}

/**
 * Sends letters through their doors, oldest first, and gives how many were not taken. Its beginning is traced before
 * anything is sent, its end after; in between a message that is in several letters (an observation each) is sent once.
 * Whatever fails on the way, what was sent until then is traced and told, the rest stays open, and the first fault is
 * thrown.
 */
export async function replayLetters(options: ReplayLettersOptions): Promise<number> {
  const { plan, trace, topics, terminal } = options;
  if (plan.length === 0) return 0;
  const before = await topics.letters();
  await trace.open();
  await Promise.all(plan.map(({ letter, door }) => trace.write(letter, 'replay-begun', `to ${door}`)));
  const faults: unknown[] = [];
  const fault = (error: unknown) => void faults.push(error);
  const answers = await sendAll(options, fault);
  await correct(answers, before.letters, topics).catch(fault);
  const written = await Promise.allSettled(
    [...answers].map(([letter, { isTaken, note }]) =>
      trace.write(letter, isTaken ? 'replayed' : 'replay-refused', note),
    ),
  );
  for (const end of written) if (end.status === 'rejected') fault(end.reason);
  for (const [{ id }, { isTaken, note }] of answers)
    terminal.print(`${id.slice(0, 8)}  ${isTaken ? 'replayed' : 'refused'}: ${note}`);
  if (faults.length > 0) throw faults[0];
  return [...answers.values()].filter(({ isTaken }) => !isTaken).length;
}

/** The answers until the first fault. */
async function sendAll(
  { plan, bytesOf, doors }: ReplayLettersOptions,
  onFault: (error: unknown) => void,
): Promise<Map<Letter, DoorAnswer>> {
  const answers = new Map<Letter, DoorAnswer>();
  const bySending = new Map<string, DoorAnswer>();
  try {
    for (const { letter, door } of plan) {
      const payload = bytesOf(letter);
      const sending = `${door} ${door === 'page' ? letter.id : createHash('sha256').update(payload).digest('hex')}`;
      const answer = bySending.get(sending) ?? (await doors.door(door).send(letter, payload));
      bySending.set(sending, answer);
      answers.set(letter, answer);
    }
  } catch (error) {
    onFault(error);
  }
  return answers;
}

/** A feed may be answered AA though its message was refused: the topic knows. Where it cannot be asked, each note says so. */
async function correct(
  answers: Map<Letter, DoorAnswer>,
  before: readonly Letter[],
  topics: Pick<DeadLetterTopics, 'letters'>,
): Promise<void> {
  if (answers.size === 0) return;
  try {
    const after = await topics.letters();
    for (const [letter, { note }] of answers) {
      const again = refusedAgain(letter, before, after.letters);
      if (again) answers.set(letter, { isTaken: false, note: `${note}, dead-lettered again: ${again}` });
    }
  } catch (error) {
    for (const [letter, answer] of answers)
      answers.set(letter, { ...answer, note: `${answer.note}, not known whether dead-lettered again` });
    throw error;
  }
}
