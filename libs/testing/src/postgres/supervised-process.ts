import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { type PostgresAccount } from './postgres-account';

/**
 * Runs "$@" until it ends, and asks it to stop (SIGINT: PostgreSQL's fast shutdown) when standard input ends, which is
 * when the process that holds the other end of the pipe is gone, however it went. $1 is removed at the end, unless empty.
 */
const SUPERVISOR = `
temporary=$1
shift
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ while read -r line <&3; do :; done; kill -INT $server; } &
watcher=$!
trap 'kill -INT $server' HUP INT TERM
while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
kill $watcher 2>/dev/null
if [ -n "$temporary" ]; then rm -rf "$temporary"; fi
exit $code
`;

export interface SupervisedProcess {
  /** Resolves with the exit code when the program and its supervisor have ended. */
  readonly ended: Promise<number | null>;
  readonly hasEnded: boolean;
}

interface SupervisedOptions {
  command: readonly string[];
  account: PostgresAccount;
  logFile: string;
  /** A folder that is removed when the program has ended. */
  temporary?: string;
}

/** Starts a program in a session of its own, where Ctrl-C does not reach it; it never outlives this process. */
export function supervised({
  command,
  account,
  logFile,
  temporary = '',
}: SupervisedOptions): SupervisedProcess {
  const log = openSync(logFile, 'a');
  const [program = '', ...args] = [
    ...account.prefix,
    'sh',
    '-c',
    SUPERVISOR,
    'supervisor',
    temporary,
    ...command,
  ];
  const child = spawn(program, args, {
    ...account.owner,
    cwd: '/',
    detached: true,
    stdio: ['pipe', log, log],
  });
  closeSync(log);
  child.unref();
  unrefPipe(child);
  let hasEnded = false;
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  }).finally(() => (hasEnded = true));
  // Who waits hears of it; nobody waiting is no fault of its own.
  ended.catch(() => undefined);
  return {
    ended,
    get hasEnded() {
      return hasEnded;
    },
  };
}

/** The pipe alone must not keep this process alive. */
function unrefPipe(child: ChildProcess): void {
  const pipe = child.stdin as unknown as { unref?: () => void } | null;
  pipe?.unref?.();
}
