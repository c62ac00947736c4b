import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StackError } from '../settings/stack.error';
import { type HomeFolder } from '../settings/home-folder';

const MARK = 'Renwatch made everything beside this file, and `npm start -- --fresh` removes it.\n';

/**
 * Marks the home as Renwatch's own, so that nothing that somebody else keeps there is used or removed.
 * @throws StackError if the folder holds such files
 */
export function claimHome(home: HomeFolder): void {
  if (existsSync(home.markFile)) return;
  const { root, markFile, kafka, postgres, simulator, logs, prometheus, processesFile, environmentFile } =
    home;
  const kept = [kafka, postgres, simulator, logs, prometheus, processesFile, environmentFile];
  const taken = kept.filter((file) => existsSync(file));
  if (taken.length > 0) {
    const names = taken.map((file) => path.basename(file)).join(', ');
    throw new StackError(
      `RENWATCH_HOME=${root} holds ${names}, which Renwatch did not make (${path.basename(markFile)} is not there): ` +
        'name another folder, or create that file if an earlier version made them',
    );
  }
  mkdirSync(root, { recursive: true });
  writeFileSync(markFile, MARK);
}
