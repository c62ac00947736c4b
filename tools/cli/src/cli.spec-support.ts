import { type CommandContext } from './command/command-context';
import { type ExitCode } from './command/exit-code';
import { runRenwatch } from './run-renwatch';

export interface CommandOutcome {
  code: ExitCode;
  out: string[];
  complaints: string[];
  bytes: Buffer;
}

/** Runs `renwatch` as its main does, and keeps its output. */
export async function renwatch(
  args: readonly string[],
  own: Partial<CommandContext> = {},
): Promise<CommandOutcome> {
  const out: string[] = [];
  const complaints: string[] = [];
  const bytes: Uint8Array[] = [];
  const code = await runRenwatch(args, {
    env: {},
    now: () => new Date(),
    user: 'tester@bench',
    terminal: {
      print: (line) => void out.push(line),
      printBytes: (chunk) => void bytes.push(chunk),
      complain: (line) => void complaints.push(line),
    },
    ...own,
  });
  return { code, out, complaints, bytes: Buffer.concat(bytes) };
}
