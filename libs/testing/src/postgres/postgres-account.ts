import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { PostgresStartError } from './postgres-start.error';

const NOBODY = 65_534;
const NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

/** The way to start a program so that PostgreSQL does not run as root, which it refuses. */
export interface PostgresAccount {
  /** Put before the program's own command line. */
  prefix: readonly string[];
  /** Set if the program runs as another user, who must own the files it writes. */
  owner?: { uid: number; gid: number };
}

interface AccountOptions {
  /** An existing folder. */
  dataDir: string;
  /** PostgreSQL's own folder in `dataDir`. An existing one keeps the account that created it. */
  cluster: string;
  /** The path of the `postgres` binary. */
  postgres: string;
}

/**
 * Chooses the account for PostgreSQL. An ordinary user runs it directly. Root runs it in a user namespace under another
 * user number: the files stay root's, so folders that only root may enter (mode 0700) work. If a namespace cannot be created
 * (a container's default seccomp profile), it runs as `nobody`, who must be able to reach binaries and data.
 * @throws PostgresStartError if neither works
 */
export function postgresAccount({ dataDir, cluster, postgres }: AccountOptions): PostgresAccount {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const belongsToNobody = existsSync(cluster) && statSync(cluster).uid === NOBODY;
  if (!belongsToNobody && runs([...NAMESPACE, postgres, '--version'])) return { prefix: NAMESPACE };
  const owner = { uid: NOBODY, gid: NOBODY };
  const reachesData = runs(['sh', '-c', 'cd "$1"', 'sh', dataDir], owner);
  if (reachesData && runs([postgres, '--version'], owner)) return { prefix: [], owner };
  throw new PostgresStartError(
    'PostgreSQL refuses to run as root, no user namespace can be created, and the user nobody cannot reach its files',
    'start as an ordinary user, in a folder that all users may enter, or set DATABASE_URL to a PostgreSQL of your own',
  );
}

function runs(
  [command = '', ...args]: readonly string[],
  owner: { uid?: number; gid?: number } = {},
): boolean {
  // The current folder must not matter: it may be closed to `nobody`.
  return spawnSync(command, args, { ...owner, cwd: '/', stdio: 'ignore' }).status === 0;
}
