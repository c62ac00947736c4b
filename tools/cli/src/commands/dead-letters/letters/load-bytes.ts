import { DEAD_LETTERS } from '@renwatch/events';
import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';
import { type DeadLetterTopics } from './dead-letter-topics';
import { type Letter } from './letter';
import { letterBytes } from './letter-bytes';

/** What one command holds in memory. */
const MAX_HELD_BYTES = 256 * 1024 * 1024;

/**
 * Reads the payloads of letters; gives each letter's, parts joined.
 * @throws CommandError where they are too much for one command, or one of them is gone
 */
export async function loadBytes(
  letters: readonly Letter[],
  topics: Pick<DeadLetterTopics, 'payloads'>,
): Promise<(letter: Letter) => Buffer> {
  const bytes = letters.reduce((sum, letter) => sum + letterBytes(letter), 0);
  if (bytes > MAX_HELD_BYTES && letters.length > 1) {
    const sizes = `the ${letters.length} letters hold ${bytes} bytes, the most at once is ${MAX_HELD_BYTES}`;
    throw new CommandError(`${sizes}: narrow them with --since, --until, --feed or --reason`, EXIT.notDone);
  }
  const payloads = await topics.payloads(
    new Set(letters.flatMap(({ records }) => records.map(({ id }) => id))),
  );
  for (const letter of letters) partsOf(letter, payloads);
  return (letter) => Buffer.concat(partsOf(letter, payloads));
}

/** A part that is gone is not made up by nothing: a shorter message may say something else. */
function partsOf({ id, records }: Letter, payloads: ReadonlyMap<string, Buffer>): Buffer[] {
  return records.map((record, index) => {
    const payload = payloads.get(record.id);
    if (payload) return payload;
    const gone = `dead letter ${id}: record ${index + 1} of ${records.length} is no longer on ${DEAD_LETTERS}`;
    const remedy = 'run the command again, which leaves out what the topic no longer keeps';
    throw new CommandError(`${gone} (its retention has passed meanwhile): ${remedy}`, EXIT.notDone);
  });
}
