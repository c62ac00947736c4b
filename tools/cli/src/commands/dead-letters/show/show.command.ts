import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command } from 'commander';
import { type CommandContext } from '../../../command/command-context';
import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';
import { formatTable } from '../../../command/format-table';
import { readKafkaConfiguration } from '../../../config';
import { openKafka } from '../../../kafka/open-kafka';
import { DeadLetterTopics } from '../letters/dead-letter-topics';
import { findLetter } from '../letters/find-letter';
import { type Letter } from '../letters/letter';
import { letterBytes } from '../letters/letter-bytes';
import { loadBytes } from '../letters/load-bytes';

export function addShow(parent: Command, context: CommandContext): void {
  parent
    .command('show')
    .description('One dead letter: why, whence, and what was done about it.')
    .argument('<id>', 'its id, or as much of it as is unique')
    .option('--raw-to <file>', 'write its bytes, as received, to a new file, or to standard output for -')
    .action((id: string, options: { rawTo?: string }) => show(id, options, context));
}

async function show(id: string, { rawTo }: { rawTo?: string }, context: CommandContext): Promise<void> {
  const { terminal } = context;
  const topics = new DeadLetterTopics(openKafka(readKafkaConfiguration(context)));
  const letter = findLetter((await topics.letters()).letters, id);
  const say = rawTo === '-' ? terminal.complain : terminal.print;
  for (const line of formatTable(facts(letter))) say(line);
  if (rawTo === undefined) return;
  const bytes = (await loadBytes([letter], topics))(letter);
  if (rawTo === '-') terminal.printBytes(bytes);
  else say(`${bytes.length} bytes written to ${writeNew(rawTo, bytes)}`);
}

function facts(letter: Letter): string[][] {
  const [{ origin, reason, detail, source, failedAt }] = letter.records;
  const { length } = letter.records;
  const where = Object.entries(source).filter(([, value]) => value !== null);
  return [
    ['id', letter.id],
    ['state', letter.state],
    ['failed', failedAt],
    ['origin', origin],
    ['reason', reason],
    ['detail', detail],
    ...where.map(([name, value]) => [name, String(value)]),
    ['bytes', String(letterBytes(letter))],
    ...(letter.records[0].part === null
      ? []
      : [['parts', `${length}${letter.isWhole ? '' : ', its end never came'}`]]),
    ...letter.actions.map(({ at, action, by, note }) => [action, `${at} by ${by}: ${note}`]),
  ];
}

/** For its owner alone: a payload is a patient's. What is there is never overwritten. */
function writeNew(file: string, bytes: Uint8Array): string {
  const path = resolve(file);
  try {
    writeFileSync(path, bytes, { flag: 'wx', mode: 0o600 });
    return path;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'is there already: name a new file' : `cannot be written (${code})`;
    throw new CommandError(`${path} ${why}`, EXIT.notDone, { cause });
  }
}
