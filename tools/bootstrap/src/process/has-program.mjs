import { spawnSync } from 'node:child_process';

const LIMIT_MS = 60_000;

/** Whether a program is there and answers. */
export const hasProgram = (command, args = ['--version']) =>
  spawnSync(command, args, { stdio: 'ignore', timeout: LIMIT_MS }).status === 0;
