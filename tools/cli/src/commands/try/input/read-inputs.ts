import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../../../command/command.error';
import { EXIT } from '../../../command/exit-code';

export interface Input {
  /** As given on the command line, or below the given folder. */
  name: string;
  bytes: Buffer;
}

const STDIN = 0;
const VT = 0x0b;
/** Bounds the memory: the decisions on a patient need all messages of all inputs. */
export const MAX_INPUT_BYTES = 256 * 1024 * 1024;
/** A line that begins a message or a batch, also behind MLLP's control bytes or a byte order mark. */
const OPENING = /(?:^|[\r\n\x0b\x1c])(?:\xef\xbb\xbf)?[ \t]*(?:MSH|FHS|BHS)[^0-9A-Za-z\s]/;

/**
 * Reads the named files; `-` is standard input, a folder stands for all files in it and below. Files of a folder that hold
 * no HL7 are skipped and reported; a named file must hold some.
 * @throws CommandError with one line that names the file and the remedy
 */
export function readInputs(names: readonly string[], report: (line: string) => void): Input[] {
  let bytes = 0;
  const inputs: Input[] = [];
  for (const { name, isNamed } of names.flatMap(filesOf)) {
    const input = { name, bytes: readBytes(name) };
    bytes += input.bytes.length;
    if (bytes > MAX_INPUT_BYTES) throw tooLarge(name);
    const fault = faultOf(input.bytes);
    if (fault === undefined) inputs.push(input);
    else if (isNamed) throw new CommandError(`${nameOf(name)} ${fault}`, EXIT.noInput);
    else report(`${name}: skipped, it ${fault}`);
  }
  if (inputs.length === 0) throw new CommandError(`${names.join(', ')} holds no HL7 message`, EXIT.noInput);
  return inputs;
}

function filesOf(name: string): { name: string; isNamed: boolean }[] {
  if (name === '-') return [{ name, isNamed: true }];
  try {
    if (!statSync(name).isDirectory()) return [{ name, isNamed: true }];
    const entries: Dirent[] = readdirSync(name, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
    return files.map((entry) => ({ name: join(entry.parentPath, entry.name), isNamed: false })).sort(byName);
  } catch (error) {
    throw unreadable(name, error);
  }
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

function readBytes(name: string): Buffer {
  try {
    if (name !== '-' && statSync(name).size > MAX_INPUT_BYTES) throw tooLarge(name);
    return readFileSync(name === '-' ? STDIN : name);
  } catch (error) {
    throw error instanceof CommandError ? error : unreadable(name, error);
  }
}

function faultOf(bytes: Buffer): string | undefined {
  if (bytes.length === 0) return 'is empty';
  if (bytes[0] === 0xff || bytes[0] === 0xfe) return 'is UTF-16; save it as UTF-8 or ISO 8859-1';
  if (bytes[0] === VT || OPENING.test(bytes.toString('latin1'))) return undefined;
  return 'holds no HL7 message: no line begins with MSH, FHS or BHS and a separator';
}

const nameOf = (name: string): string => (name === '-' ? 'standard input' : name);

function unreadable(name: string, error: unknown): CommandError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  const message =
    code === 'ENOENT'
      ? `${name} does not exist; give a file, a folder, or - for standard input`
      : `${nameOf(name)} cannot be read (${code})`;
  return new CommandError(message, EXIT.noInput, { cause: error });
}

function tooLarge(name: string): CommandError {
  const limit = `${MAX_INPUT_BYTES / 1024 / 1024} MiB`;
  return new CommandError(`the input is above ${limit} at ${nameOf(name)}; try fewer files`, EXIT.noInput);
}
