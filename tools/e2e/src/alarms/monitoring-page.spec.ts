import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DASHBOARDS } from '@renwatch/monitoring';
import { workspaceRoot } from '@renwatch/testing';
import { FACTOR } from './alarm-run';
import { FAULTS } from './faults';
import { MAY_BE_EMPTY } from './panel-queries';

const page = readFileSync(join(workspaceRoot(), 'docs/monitoring.md'), 'utf8');
const panels = DASHBOARDS.flatMap(({ rows }) => rows.flatMap((row) => row.panels.map(({ title }) => title)));

describe('docs/monitoring.md', () => {
  it('has each fault once', () => {
    const [table = ''] = page.slice(page.indexOf('| fault')).split('\n\n');
    const names = table
      .split('\n')
      .slice(2)
      .map((row) => row.split('|')[1]?.trim());
    expect(names.sort()).toEqual(FAULTS.map(({ name }) => name).sort());
  });

  it('names the factor of the run', () => {
    expect(page).toContain(`divided by ${FACTOR}`);
  });

  it('excuses only panels that exist', () => {
    expect(Object.keys(MAY_BE_EMPTY).filter((title) => !panels.includes(title))).toEqual([]);
  });
});
