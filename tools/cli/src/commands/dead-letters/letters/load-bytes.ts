import { DEAD_LETTERS } from '@renwatch/events';
import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';
import { type DeadLetterTopics } from './dead-letter-topics';
import { type Letter, letterBytes } from './letter';

/** Memory limit of one command. */
const MAX_HELD_BYTES = 256 * 1024 * 1024;

/**
 * Reads the payloads of letters. The result gives a letter's payload with its parts joined.
 * @throws CommandError if they exceed the memory limit, or if one is no longer on the topic
 */
export async function loadBytes(
  letters: readonly Letter[],
  topics: Pick<DeadLetterTopics, 'payloads'>,
): Promise<(letter: Letter) => Buffer> {
  const bytes = letters.reduce((sum, letter) => sum + letterBytes(letter), 0);
  if (bytes > MAX_HELD_BYTES && letters.length > 1) {
    const sizes = `the ${letters.length} dead letters hold ${bytes} bytes; the limit for one command is ${MAX_HELD_BYTES}`;
    throw new CommandError(`${sizes}; select fewer with --since, --until, --feed or --reason`, EXIT.notDone);
  }
  const payloads = await topics.payloads(
    new Set(letters.flatMap(({ records }) => records.map(({ id }) => id))),
  );
  for (const letter of letters) partsOf(letter, payloads);
  return (letter) => Buffer.concat(partsOf(letter, payloads));
}

/** Fails if a part is missing: a message without it may have another meaning. */
function partsOf({ id, records }: Letter, payloads: ReadonlyMap<string, Buffer>): Buffer[] {
  return records.map((record, index) => {
    const payload = payloads.get(record.id);
    if (payload) return payload;
    const missing = `dead letter ${id}: record ${index + 1} of ${records.length} is no longer on ${DEAD_LETTERS}`;
    const remedy = 'run the command again; it skips records that the topic no longer keeps';
    throw new CommandError(`${missing} (its retention time has passed); ${remedy}`, EXIT.notDone);
  });
}
