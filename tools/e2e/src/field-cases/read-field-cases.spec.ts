import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { OWN_FIELD_CASES, readFieldCases } from './read-field-cases';

describe('our own field cases', () => {
  const page = readFileSync(path.join(OWN_FIELD_CASES, 'README.md'), 'utf8');
  const kinds = [...page.matchAll(/^\| (\d+) /gm)].map(([, kind]) => Number(kind));
  const files = readdirSync(OWN_FIELD_CASES).filter((name) => name.endsWith('.mllp'));
  const cases = readFieldCases(OWN_FIELD_CASES) ?? [];

  it('have an input for each of the 17 kinds', () => {
    expect(kinds).toEqual(Array.from({ length: 17 }, (_item, index) => index + 1));
    expect([...new Set(cases.map(({ name }) => Number(name.slice(1, 3))))]).toEqual(kinds);
  });

  it('are read from every file of the folder', () => {
    expect(cases.map(({ name }) => files.filter((file) => file.startsWith(`${name}-`)).length)).toEqual(
      cases.map(() => 1),
    );
    expect(files).toHaveLength(cases.length);
  });

  it.each(cases.map((fieldCase) => [fieldCase.name, fieldCase] as const))(
    '%s has frames of patients of its own and an outcome',
    (_name, { frames, patients, expected }) => {
      expect(frames.length).toBeGreaterThan(0);
      for (const frame of frames) {
        const [, mrns = ''] = /\rPID\|1\|\|([^|]*)/.exec(frame.toString('latin1')) ?? [];
        expect(mrns === '' || mrns.includes(patients)).toBe(true);
      }
      expect(Object.keys(expected).length).toBeGreaterThan(0);
    },
  );
});
