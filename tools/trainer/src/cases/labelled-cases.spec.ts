import { CreatinineCsvReader } from '@renwatch/aki';

import { labelledCases } from './labelled-cases';

const COLUMNS = 'age,sex,aki,creatinine_date_0,creatinine_result_0,creatinine_date_1,creatinine_result_1';
const groupsOf = (header: string, ...lines: string[]) => {
  const reader = new CreatinineCsvReader(header);
  return labelledCases(lines.flatMap((line) => reader.parseLine(line) ?? [])).map(({ group }) => group);
};

describe('the patient of a labelled row', () => {
  it('is the number of its mrn column, though the rows begin at other results', () => {
    const [first, second, other] = groupsOf(
      `mrn,${COLUMNS}`,
      '7,50,f,n,2024-01-01 00:00:00,80,2024-01-02 00:00:00,82',
      '7,50,f,y,2024-03-01 00:00:00,80,2024-03-02 00:00:00,200',
      '8,50,f,n,2024-01-01 00:00:00,80,2024-01-02 00:00:00,82',
    );
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it.each([
    ['there is no such column', '', ''],
    ['its cell is empty', 'mrn,', ','],
  ])('is told by the first result where %s', (_where, column, cell) => {
    const [first, second, other] = groupsOf(
      `${column}${COLUMNS}`,
      `${cell}50,f,n,2024-01-01 00:00:00,80,2024-01-02 00:00:00,82`,
      `${cell}50,f,y,2024-01-01 00:00:00,80,2024-03-02 00:00:00,200`,
      `${cell}50,f,n,2024-01-01 00:00:00,81`,
    );
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });
});
