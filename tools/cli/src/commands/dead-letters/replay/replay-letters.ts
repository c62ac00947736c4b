import { createHash } from 'node:crypto';
import { type Terminal } from '../../../command/terminal';
import { type DeadLetterTopics } from '../letters/dead-letter-topics';
import { type Letter } from '../letters/letter';
import { type LetterTrace } from '../letters/letter-trace';
import { type Door, type DoorAnswer } from './door';
import { type DoorName } from './door-of';
import { type PlannedLetter } from './plan-replay';

export interface ReplayLettersOptions {
  plan: readonly PlannedLetter[];
  bytesOf: (letter: Letter) => Buffer;
  doors: { door(name: DoorName): Door };
  trace: Pick<LetterTrace, 'open' | 'write'>;
  topics: Pick<DeadLetterTopics, 'letters'>;
  terminal: Terminal;
}

/**
 * Sends letters their ways, oldest first, and returns how many were refused. Records the start before anything is sent and
 * each outcome afterwards. A message that is in several letters (one for each observation) is sent once. After a fault,
 * outcomes so far are still recorded and printed, the other letters stay open, and the first fault is thrown.
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
  await correctAnswers(answers, before.letters, topics).catch(fault);
  const written = await Promise.allSettled(
    [...answers].map(([letter, { isTaken, note }]) =>
      trace.write(letter, isTaken ? 'replayed' : 'replay-refused', note),
    ),
  );
  for (const outcome of written) if (outcome.status === 'rejected') fault(outcome.reason);
  for (const [{ id }, { isTaken, note }] of answers)
    terminal.print(`${id.slice(0, 8)}  ${isTaken ? 'replayed' : 'refused'}: ${note}`);
  if (faults.length > 0) throw faults[0];
  return [...answers.values()].filter(({ isTaken }) => !isTaken).length;
}

/** Returns the answers up to the first fault. */
async function sendAll(
  { plan, bytesOf, doors }: ReplayLettersOptions,
  onFault: (error: unknown) => void,
): Promise<Map<Letter, DoorAnswer>> {
  const answers = new Map<Letter, DoorAnswer>();
  const bySending = new Map<string, DoorAnswer>();
  try {
    for (const { letter, door } of plan) {
      const payload = bytesOf(letter);
      const sendingKey = `${door} ${door === 'page' ? letter.id : createHash('sha256').update(payload).digest('hex')}`;
      const answer = bySending.get(sendingKey) ?? (await doors.door(door).send(letter, payload));
      bySending.set(sendingKey, answer);
      answers.set(letter, answer);
    }
  } catch (error) {
    onFault(error);
  }
  return answers;
}

/** A feed may answer AA to a message that it refuses; a new dead letter shows that. If the topic is down, notes say so. */
async function correctAnswers(
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
      answers.set(letter, { ...answer, note: `${answer.note}, unknown if dead-lettered again` });
    throw error;
  }
}

/**
 * The reason why the gateway dead-lettered a message again, found by comparing the letters before and after it was sent;
 * undefined if it did not. Compares message ids, because the letter's id differs if the feed differs.
 */
function refusedAgain(
  letter: Letter,
  before: readonly Letter[],
  after: readonly Letter[],
): string | undefined {
  const { messageId } = letter.records[0].source;
  if (messageId === null) return undefined;
  const newest = new Map(before.map(({ id, records }) => [id, records[0].place.offset]));
  const again = after.find(({ id, records: [{ origin, source, place }] }) => {
    const known = newest.get(id);
    const isNew = known === undefined || place.offset > known;
    return origin === 'gateway' && source.messageId === messageId && isNew;
  });
  return again?.records[0].reason;
}
