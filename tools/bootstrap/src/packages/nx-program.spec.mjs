import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nxProgram } from './nx-program.mjs';

describe('the program of Nx', () => {
  it('is found where its package says', () => {
    expect(existsSync(nxProgram(path.resolve(__dirname, '../../../..')))).toBe(true);
  });

  it('is missed with a remedy before the packages are installed', () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'renwatch-nx-'));
    expect(() => nxProgram(empty)).toThrow('run npm test');
    rmSync(empty, { recursive: true });
  });
});
