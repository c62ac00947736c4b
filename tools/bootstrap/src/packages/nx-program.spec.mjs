import { existsSync } from 'node:fs';
import path from 'node:path';
import { nxProgram } from './nx-program.mjs';

it('finds the program of Nx where its package says', () => {
  expect(existsSync(nxProgram(path.resolve(__dirname, '../../../..')))).toBe(true);
});
