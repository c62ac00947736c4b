import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ALARMS } from '../alarms/alarms';
import { ROOT, RUNBOOKS } from '../rules/workspace';
import { renderedFiles } from './rendered-files';

const SECTIONS = ['## Meaning', '## Impact', '## Diagnosis', '## Mitigation'];

describe('files made from the alarms', () => {
  it.each(renderedFiles().map(({ path: file, text }) => ({ file: path.relative(ROOT, file), text })))(
    '$file is up to date',
    ({ file, text }) => {
      expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(text);
    },
  );
});

describe('runbooks', () => {
  const pages = readdirSync(RUNBOOKS)
    .filter((file) => file !== 'README.md')
    .map((file) => path.basename(file, '.md'));

  it('exist for each alarm and for nothing else', () => {
    expect(pages.sort()).toEqual(ALARMS.map(({ name }) => name).sort());
  });

  it.each(pages)('%s has meaning, impact, diagnosis and mitigation', (name) => {
    const text = readFileSync(path.join(RUNBOOKS, `${name}.md`), 'utf8');
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual([`# ${name}`, ...SECTIONS]);
  });
});

describe('alarms', () => {
  it('have names of their own', () => {
    expect(new Set(ALARMS.map(({ name }) => name)).size).toBe(ALARMS.length);
  });

  it.each(ALARMS)('$name says what is wrong and what it means', ({ name, summary, description }) => {
    expect(name).toMatch(/^([A-Z][a-z]+)+$/);
    expect(summary).not.toMatch(/\n|\.$/);
    expect(description).toMatch(/\.$/);
  });
});
