import { readCreatinineCsv } from '@renwatch/datasets';

import { labelledCases } from './labelled-cases';

const COLUMNS = 'age,sex,aki,creatinine_date_0,creatinine_result_0,creatinine_date_1,creatinine_result_1';
const groupsOf = async (...lines: string[]) => {
  const rows = [];
  for await (const { row } of readCreatinineCsv(bytesOf(lines.join('\n')), ['aki'])) rows.push(row);
  return labelledCases(rows).map(({ group }) => group);
};
async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

describe('the patient of a labelled row', () => {
  it('is identified by the mrn column', async () => {
    const [first, second, other] = await groupsOf(
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
  ])('is identified by the first result if %s', async (_where, column, cell) => {
    const [first, second, other] = await groupsOf(
      `${column}${COLUMNS}`,
      `${cell}50,f,n,2024-01-01 00:00:00,80,2024-01-02 00:00:00,82`,
      `${cell}50,f,y,2024-01-01 00:00:00,80,2024-03-02 00:00:00,200`,
      `${cell}50,f,n,2024-01-01 00:00:00,81`,
    );
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });
});
