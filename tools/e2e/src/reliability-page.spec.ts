import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@renwatch/testing';
import { ALL_SCENARIOS } from './disturbed/scenarios/all-scenarios';

describe('docs/reliability.md', () => {
  const root = workspaceRoot();
  const page = readFileSync(join(root, 'docs/reliability.md'), 'utf8');
  const paths = [...page.matchAll(/`((?:apps|libs|tools|docs)\/[^`\s]+)`/g)].map(([, path]) => path ?? '');

  it('names proofs for every promise', () => {
    expect(paths.length).toBeGreaterThan(30);
    for (let promise = 1; promise <= 9; promise += 1) expect(page).toContain(`\n**${promise}. `);
  });

  it('names only files that are there', () => {
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  describe('has in its table of disturbances', () => {
    const [section = ''] = page.slice(page.indexOf('| disturbance')).split('\n## ');
    const rows = section.split('\n').filter((line) => /^\| [^-]/.test(line));
    const names = rows.map((row) => row.split('|')[1]?.trim() ?? '');

    it('none that is not there', () => {
      const known = ['disturbance', 'undisturbed', ...ALL_SCENARIOS.map(({ name }) => name)];
      expect(names.length).toBeGreaterThan(2);
      expect(names.filter((name) => !known.includes(name))).toEqual([]);
    });

    it('each that is there, once', () => {
      const told = ALL_SCENARIOS.map(({ name }) => [name, names.filter((other) => other === name).length]);
      expect(told.filter(([, times]) => times !== 1)).toEqual([]);
    });
  });
});
