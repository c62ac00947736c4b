import { existsSync } from 'node:fs';
import path from 'node:path';
import { workspaceRoot } from './workspace-root';

/** The course's data beside the checkout (`../shared/data`), which is never copied into it; undefined where it is not. */
export function sharedDataFolder(): string | undefined {
  const folder = path.join(workspaceRoot(), '..', 'shared', 'data');
  return existsSync(folder) ? folder : undefined;
}
