import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command } from 'commander';
import { type CommandContext } from '../../command/command-context';
import { CommandError } from '../../command/command.error';
import { EXIT } from '../../command/exit-code';
import { formatTable } from '../../command/format-table';
import { readKafkaConfiguration } from '../../connection/config';
import { openKafka } from '../../connection/kafka';
import { DeadLetterTopics } from './letters/dead-letter-topics';
import { isErased, type Letter, letterBytes } from './letters/letter';
import { loadBytes } from './letters/load-bytes';
import { findLetter } from './letters/select-letters';

export function addShow(parent: Command, context: CommandContext): void {
  parent
    .command('show')
    .description('Show a dead letter: the reason, the source, and what was done about it.')
    .argument('<id>', 'id, or a unique beginning of it')
    .option('--raw-to <file>', 'write the received bytes to a new file, or with - to standard output')
    .action((id: string, options: { rawTo?: string }) => show(id, options, context));
}

async function show(id: string, { rawTo }: { rawTo?: string }, context: CommandContext): Promise<void> {
  const { terminal } = context;
  const topics = new DeadLetterTopics(openKafka(readKafkaConfiguration(context)));
  const letter = findLetter((await topics.letters()).letters, id);
  const printLine = rawTo === '-' ? terminal.complain : terminal.print;
  for (const line of formatTable(facts(letter))) printLine(line);
  if (rawTo === undefined) return;
  if (isErased(letter))
    throw new CommandError(
      `${letter.id.slice(0, 8)}: its patient was erased; its bytes are not shown`,
      EXIT.notDone,
    );
  const bytes = (await loadBytes([letter], topics))(letter);
  if (rawTo === '-') terminal.printBytes(bytes);
  else printLine(`${bytes.length} bytes written to ${writeNew(rawTo, bytes)}`);
}

function facts(letter: Letter): string[][] {
  const [{ origin, reason, detail, source, failedAt }] = letter.records;
  const { length } = letter.records;
  const sourceFields = Object.entries(source).filter(([, value]) => value !== null);
  return [
    ['id', letter.id],
    ['state', letter.state],
    ['failed', failedAt],
    ['origin', origin],
    ['reason', reason],
    ['detail', detail],
    ...sourceFields.map(([name, value]) => [name, String(value)]),
    ['bytes', String(letterBytes(letter))],
    ...(letter.records[0].part === null
      ? []
      : [['parts', `${length}${letter.isWhole ? '' : ', incomplete: the end is missing'}`]]),
    ...letter.actions.map(({ at, action, by, note }) => [action, `${at} by ${by}: ${note}`]),
  ];
}

/** Readable by its owner only, because a payload is patient data. Never overwrites a file. */
function writeNew(file: string, bytes: Uint8Array): string {
  const path = resolve(file);
  try {
    writeFileSync(path, bytes, { flag: 'wx', mode: 0o600 });
    return path;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'EEXIST' ? 'exists already; give a new file name' : `cannot be written (${code})`;
    throw new CommandError(`${path} ${reason}`, EXIT.notDone, { cause });
  }
}
