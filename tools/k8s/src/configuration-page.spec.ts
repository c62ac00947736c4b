import { readFileSync } from 'node:fs';
import path from 'node:path';
import { optionNames } from '@renwatch/feeds';
import { APPS } from './images/build-images';
import { knownSettings } from './manifests/known-settings';
import { ROOT } from './manifests/workspace';

const page = readFileSync(path.join(ROOT, 'docs', 'configuration.md'), 'utf8');
/** Rows of tables with a column for the services that read the variables. */
const rows = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length === 6 && /^`[A-Z]/.test(cells[1] ?? ''))
  .map(([, variables = '', services = '']) => ({ variables, services }));

const appsIn = (services: string): string[] =>
  services === 'all but simulator' ? APPS.filter((app) => app !== 'simulator') : services.split(', ');

describe('docs/configuration.md', () => {
  it('has the variables of every group', () => {
    expect(rows.length).toBeGreaterThan(15);
  });

  it.each(rows)('names services that read $variables', ({ variables, services }) => {
    const names = [...variables.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name = '']) => name);
    expect(names).not.toEqual([]);
    for (const app of appsIn(services)) {
      const known = knownSettings(app);
      expect({ app, unknown: names.filter((name) => !known.has(name)) }).toEqual({ app, unknown: [] });
    }
  });

  it.each(optionNames('either'))('explains the option %s of a feed', (name) => {
    expect(page).toMatch(new RegExp(`^\\|.*\`${name}(=on)?\`.*\\|.+\\|$`, 'm'));
  });
});
