import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runStep } from './run-step.mjs';

/** Writes all the time, until somebody has seen that it is still running. */
const TALKING = `
  const timer = setInterval(() => {
    console.log('at work');
    if (require('node:fs').existsSync('seen')) clearInterval(timer);
  }, 20);`;

describe('runStep', () => {
  let root;
  const shown = [];
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'renwatch-step-'));
    shown.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      shown.push(String(text));
      if (/still running/.test(text) && !existsSync(path.join(root, 'seen')))
        writeFileSync(path.join(root, 'seen'), '');
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(root, { recursive: true });
  });

  it('says that a step without shown output is still running', async () => {
    const result = await runStep('talk', ['-e', TALKING], { root, quietMs: 10 });
    expect(result.ok).toBe(true);
    expect(shown.join('')).toContain('talk: still running');
    expect(shown.join('')).not.toContain('at work');
  }, 60_000);

  it('shows the output of a step that failed', async () => {
    const result = await runStep('fail', ['-e', 'console.log("the reason"); process.exit(3)'], { root });
    expect(result).toMatchObject({ name: 'fail', ok: false });
    expect(shown.join('')).toContain('the reason');
    expect(shown.join('')).toContain('fail: FAILED after');
  });
});
