import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StackError } from '../stack.error';
import { type HomeFolder } from './home-folder';

const MARK = 'Everything beside this file was made by Renwatch, and `npm start -- --fresh` removes it.\n';

/**
 * Marks the home as Renwatch's own, so that nothing that somebody else keeps there is used or removed.
 * @throws StackError where the folder holds such things
 */
export function claimHome(home: HomeFolder): void {
  if (existsSync(home.markFile)) return;
  const { root, markFile, kafka, postgres, simulator, logs, processesFile, environmentFile } = home;
  const taken = [kafka, postgres, simulator, logs, processesFile, environmentFile].filter((one) =>
    existsSync(one),
  );
  if (taken.length > 0) {
    const names = taken.map((one) => path.basename(one)).join(', ');
    throw new StackError(
      `RENWATCH_HOME=${root} holds ${names}, which Renwatch did not make (${path.basename(markFile)} is not there): ` +
        'name another folder, or make that file if they are of an earlier version',
    );
  }
  mkdirSync(root, { recursive: true });
  writeFileSync(markFile, MARK);
}
