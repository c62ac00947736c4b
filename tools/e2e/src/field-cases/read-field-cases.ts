import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Expectation, type FieldCase } from './field-case';
import { splitFrames } from './split-frames';

/** Inputs of our own, at least one for each kind of fault that the README there lists. */
export const OWN_FIELD_CASES = path.resolve(__dirname, '../../field-cases');

interface CaseFile {
  case: string;
  file: string;
  title: string;
}

type ExpectedCase = Expectation & {
  outcomes?: readonly Expectation[];
  environment?: Readonly<Record<string, string>>;
  repeat?: number;
};

/** Reads the cases of a folder; undefined if there is no such folder. @throws Error if a case has no expectation */
export function readFieldCases(folder: string): FieldCase[] | undefined {
  if (!existsSync(path.join(folder, 'cases.json'))) return undefined;
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  const { cases: expectations } = read('expected.json') as { cases: Record<string, ExpectedCase> };
  return (read('cases.json') as CaseFile[]).map(({ case: name, file, title }) => {
    const found = expectations[name];
    if (!found) throw new Error(`case ${name} has no expectation`);
    const { outcomes = [], environment = {}, repeat = 1, ...expected } = found;
    const frames = splitFrames(readFileSync(path.join(folder, file)));
    const patients = `FC${name.toUpperCase()}`;
    return { name, title, patients, frames, expected, outcomes, environment, repeat };
  });
}
