import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../manifests/workspace';
import { ALL_DISTURBANCES } from './all-disturbances';

const names = ALL_DISTURBANCES.map(({ name }) => name);

describe('the disturbances of a cluster', () => {
  it('have distinct names', () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it('match the table in docs/reliability.md', () => {
    const page = readFileSync(path.join(ROOT, 'docs', 'reliability.md'), 'utf8');
    const [, section = ''] = page.split('\n## On a cluster\n');
    const rows = section.split('\n## ')[0]?.split('\n') ?? [];
    const cells = rows.filter((row) => /^\| [^-]/.test(row)).map((row) => row.split('|')[1]?.trim());
    expect(cells).toEqual(['disturbance', ...names]);
  });
});
