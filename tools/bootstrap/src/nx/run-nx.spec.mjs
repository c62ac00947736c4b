import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNx } from './run-nx.mjs';

/** Prints all the time, until the test has seen the progress line. */
const TALKING = `
  console.log('   ✔  nx run aki:build');
  const timer = setInterval(() => {
    console.log('at work');
    if (require('node:fs').existsSync(process.argv[2])) clearInterval(timer);
  }, 20);`;

describe('running Nx', () => {
  let root;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'renwatch-nx-'));
    const folder = path.join(root, 'node_modules/nx/dist/bin');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'nx.js'), TALKING);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(root, { recursive: true });
  });

  it('reports progress while its output is hidden', async () => {
    const heard = path.join(root, 'heard');
    const shown = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      shown.push(String(text));
      if (/still at it/.test(text) && !existsSync(heard)) writeFileSync(heard, '');
      return true;
    });
    const result = await runNx(root, [heard], { show: false, quietMs: 10 });
    expect(result.ok).toBe(true);
    expect(shown.join('')).toContain('… still at it, 1 tasks done');
    expect(shown.join('')).not.toContain('at work');
  }, 60_000);
});
