import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '@renwatch/testing';

const start = join(workspaceRoot(), 'tools/bootstrap/src/start.mjs');

/** Runs `npm start` with settings that keep it from starting anything. */
function startWith(argv: string[], env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [start, ...argv], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, faults: stderr.split('\n').filter(Boolean) };
}

describe('npm start', () => {
  it('reports faults of its own settings and of the services together', () => {
    const env = { KAFKA_PORT: 'none', MAX_FRAME_BYTES: '-1', MAX_PAGE_AGE_HOURS: 'week' };
    const { status, stdout, faults } = startWith(['--frsh'], env);
    expect(faults).toEqual([
      expect.stringMatching(/^renwatch: --frsh: unknown flag/),
      expect.stringMatching(/^renwatch: KAFKA_PORT=none: give a whole number/),
      expect.stringMatching(/^renwatch: (?=.*inference)(?=.*gateway).*: MAX_FRAME_BYTES=-1: /),
      expect.stringMatching(/^renwatch: inference: MAX_PAGE_AGE_HOURS=week: /),
    ]);
    // Not even the first line of the set-up.
    expect({ status, stdout }).toEqual({ status: 78, stdout: '' });
  });
});
