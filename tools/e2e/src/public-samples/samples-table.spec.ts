import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sharedDataFolder, workspaceRoot } from '@renwatch/testing';
import { countsTable, type SampleCounts, samplesTable } from './samples-table';

const NOTHING: SampleCounts = {
  ...{ files: 0, messages: 0, refusedMessages: {}, ignoredMessages: {}, unreadMessages: {} },
  ...{ refusedByInference: {}, observations: 0, creatinines: 0, decided: 0, withdrawn: {} },
  ...{ withdrawnAndRefused: {}, refused: {}, ignored: {}, unmapped: {}, unmappedByUnit: 0 },
};
const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

describe('the table of public samples', () => {
  it('has a column for options and a row for each reason', () => {
    const counts: SampleCounts = {
      ...NOTHING,
      ...{ files: 3, refused: { range: 2 }, unreadMessages: { 'type A': 1, 'type B': 4, 'event C': 1 } },
    };
    const rows = countsTable([
      { options: '', counts },
      { options: 'x=1', counts: { ...NOTHING, decided: 7 } },
    ]).map(cellsOf);
    expect(rows[0]).toEqual(['', 'default options', '`x=1`']);
    expect(rows).toContainEqual(['files', '3', '0']);
    expect(rows).toContainEqual(['only the patient is read: type', '5', '0']);
    expect(rows).toContainEqual(['only the patient is read: event', '1', '0']);
    expect(rows).toContainEqual(['decided', '0', '7']);
    expect(rows.findIndex(([label]) => label === 'refused: range')).toBeGreaterThan(
      rows.findIndex(([label]) => label === 'decided'),
    );
    expect(rows.some(([label]) => label?.startsWith('ignored'))).toBe(false);
  });

  const data = sharedDataFolder();
  (data === undefined ? it.skip : it)('stands in docs/public-samples.md as `renwatch try` counts', () => {
    const page = readFileSync(path.join(workspaceRoot(), 'docs/public-samples.md'), 'utf8');
    expect(page).toContain(`\n${samplesTable(path.join(data ?? '', 'hl7')).join('\n')}\n`);
  });
});
