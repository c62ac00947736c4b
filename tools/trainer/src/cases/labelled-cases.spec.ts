import { temporaryFolder, writeIn } from '../trainer.spec-support';
import { labelledCases } from './labelled-cases';
import { readRows } from './read-rows';

const COLUMNS = 'age,sex,aki,creatinine_date_0,creatinine_result_0,creatinine_date_1,creatinine_result_1';
const folder = temporaryFolder();
const rowsOf = (...lines: string[]) => readRows(writeIn(folder, 'data', lines.join('\n')), []);
const groupsOf = async (...lines: string[]) =>
  labelledCases(await rowsOf(...lines)).map(({ group }) => group);

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

describe('the cases of the long form', () => {
  const long = [
    'mrn,time,value,unit,age,sex,aki',
    '7,2024-01-03T08:00:00Z,200,umol/L,50,f,y',
    '8,2024-01-02T08:00:00Z,90,umol/L,60,m,n',
    '7,2024-01-01T08:00:00Z,80,umol/L,50,f,n',
    '7,2024-01-02T08:00:00Z,0.9,mg/dL,50,f,',
  ];

  it('have every earlier result of their patient, wherever it stands', async () => {
    const cases = labelledCases(await rowsOf(...long));
    expect(
      cases.map(({ group, aki, current, earlier, rule }) => [
        group,
        aki,
        current.umolPerL,
        earlier.map(({ umolPerL }) => umolPerL),
        rule.stage,
      ]),
    ).toEqual([
      ['mrn 7', true, 200, [80, 79.578], 2],
      ['mrn 7', false, 80, [], 0],
      ['mrn 8', false, 90, [], 0],
    ]);
  });

  it('keep patients of two authorities apart', async () => {
    const lines = long.map((line, index) => `${['authority', 'A', 'A', 'A', 'B'][index] ?? ''},${line}`);
    const [current] = labelledCases(await rowsOf(...lines));
    expect(current).toMatchObject({ group: 'mrn A|7', earlier: [{ umolPerL: 80 }] });
  });

  it('are refused without an MRN, by line', async () => {
    await expect(rowsOf(...long, ',2024-01-04T08:00:00Z,80,umol/L,50,f,n')).rejects.toThrow(
      /data: line 6: no mrn/,
    );
  });
});

describe('labels by KDIGO in retrospect', () => {
  const WIDE = 'mrn,age,sex,creatinine_date_0,creatinine_result_0,creatinine_date_1,creatinine_result_1';
  const LONG = [
    'mrn,time,value,unit,age,sex',
    '7,2024-01-01 08:00,160,umol/L,50,f',
    '7,2024-01-05 08:00,80,umol/L,50,f',
    '8,2024-01-05 08:00,300,umol/L,50,f',
  ];

  it.each([
    ['long', LONG],
    ['wide', [WIDE, '7,50,f,2024-01-01 08:00,160,2024-01-05 08:00,80', '8,50,f,2024-01-05 08:00,300']],
    [
      'wide, split and repeated',
      [WIDE, '7,50,f,2024-01-01 08:00,160', '7,50,f,2024-01-05 08:00,80,2024-01-01 08:00,160'],
    ],
  ])('use later results in the %s form, but show the model none', async (_form, lines) => {
    const cases = labelledCases(await rowsOf(...lines), 'kdigo-retrospective');
    expect(
      cases
        .sort((a, b) => a.current.observedAtMs - b.current.observedAtMs)
        .map(({ current, earlier, aki }) => [current.umolPerL, earlier.length, aki]),
    ).toEqual([
      [160, 0, true],
      [80, 1, false],
    ]);
  });
});
