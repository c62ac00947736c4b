import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';
import { type DeadLetterTopics } from './dead-letter-topics';
import { type Letter } from './letter';
import { letterBytes } from './letter-bytes';

/** What one command holds in memory. */
const MAX_HELD_BYTES = 256 * 1024 * 1024;

/**
 * The payloads of letters by their ids, parts joined.
 * @throws CommandError where they are too much for one command
 */
export async function loadBytes(
  letters: readonly Letter[],
  topics: Pick<DeadLetterTopics, 'payloads'>,
): Promise<Map<string, Buffer>> {
  const bytes = letters.reduce((sum, letter) => sum + letterBytes(letter), 0);
  if (bytes > MAX_HELD_BYTES && letters.length > 1) {
    const sizes = `the ${letters.length} letters hold ${bytes} bytes, the most at once is ${MAX_HELD_BYTES}`;
    throw new CommandError(`${sizes}: narrow them with --since, --until, --feed or --reason`, EXIT.notDone);
  }
  const payloads = await topics.payloads(
    new Set(letters.flatMap(({ records }) => records.map(({ id }) => id))),
  );
  return new Map(
    letters.map(({ id, records }) => [
      id,
      Buffer.concat(records.map((record) => payloads.get(record.id) ?? Buffer.alloc(0))),
    ]),
  );
}
