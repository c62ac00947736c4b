import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { PostgresStartError } from './postgres-start.error';

const NOBODY = 65_534;
const NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

/** How a program is started so that PostgreSQL does not see itself run by root, which it refuses. */
export interface PostgresAccount {
  /** Put before the program's own command line. */
  prefix: readonly string[];
  /** Set where the program runs as another user: what it is to write must belong to that one. */
  owner?: { uid: number; gid: number };
}

interface AccountOptions {
  /** Exists. */
  dataDir: string;
  /** PostgreSQL's own folder in it: where there is one already, it stays with the account it was made with. */
  cluster: string;
  /** The binary. */
  postgres: string;
}

/**
 * An ordinary user runs PostgreSQL as it is. Root does in a user namespace, where the same user has another number: the
 * files stay root's, so that folders only root may enter (mode 0700) can be used. Where no namespace can be made (a
 * container's default seccomp profile), it is run as `nobody`, for which binaries and data must be reachable.
 * @throws PostgresStartError where neither works
 */
export function postgresAccount({ dataDir, cluster, postgres }: AccountOptions): PostgresAccount {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const belongsToNobody = existsSync(cluster) && statSync(cluster).uid === NOBODY;
  if (!belongsToNobody && runs([...NAMESPACE, postgres, '--version'])) return { prefix: NAMESPACE };
  const owner = { uid: NOBODY, gid: NOBODY };
  const reachesData = runs(['sh', '-c', 'cd "$1"', 'sh', dataDir], owner);
  if (reachesData && runs([postgres, '--version'], owner)) return { prefix: [], owner };
  throw new PostgresStartError(
    'PostgreSQL does not run as root, and here neither a user namespace can be made nor does the user nobody reach its files',
    'start as an ordinary user, in a folder that all users may enter, or set DATABASE_URL to a PostgreSQL of your own',
  );
}

function runs(
  [command = '', ...args]: readonly string[],
  owner: { uid?: number; gid?: number } = {},
): boolean {
  // Nobody's own access is what counts, not that of the folder we happen to stand in.
  return spawnSync(command, args, { ...owner, cwd: '/', stdio: 'ignore' }).status === 0;
}
