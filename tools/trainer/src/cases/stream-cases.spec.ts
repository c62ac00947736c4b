import { temporaryFolder, writeIn } from '../trainer.spec-support';
import { type StreamCases, streamCases } from './stream-cases';

const frame = (...segments: string[]) => `\u000b${segments.join('\r')}\r\u001c\r`;
const header = 'MSH|^~\\&|SIMULATION|NORTH HILL TEST|||20240331010000||ORU^R01|||2.5';
const result = (mrn: string, at: string, value: string) =>
  frame(header, `PID|1||${mrn}`, `OBR|1||||||${at}`, `OBX|1|SN|CREATININE||${value}`);

describe('streamCases', () => {
  const folder = temporaryFolder();
  let cases: StreamCases['cases'];
  let unmet: StreamCases['unmet'];

  beforeAll(async () => {
    ({ cases, unmet } = await streamCases({
      messages: writeIn(
        folder,
        'messages.mllp',
        [
          frame(header, 'PID|1||77||A NAME||19840203|F'),
          result('77', '202403310130', '160'),
          result('77', '20240331023000', '250'),
          result('78', '20240331023000', '90'),
          result('79', '20240331023000', 'haemolysed'),
        ].join(''),
      ),
      history: writeIn(
        folder,
        'history.csv',
        'mrn,creatinine_date_0,creatinine_result_0\n77,2024-03-30 01:30:00,100\n',
      ),
      aki: writeIn(
        folder,
        'aki.csv',
        'mrn,date\n77,2024-03-31 02:30:00\n79,2024-03-31 02:30:00\n80,2024-03-31 05:00:00\n',
      ),
    }));
  });

  it('gives each result its history at that time', () => {
    expect(
      cases.map(({ group, earlier, rule }) => [group, earlier.map(({ umolPerL }) => umolPerL), rule.stage]),
    ).toEqual([
      ['77', [100], 1],
      ['77', [100, 160], 2],
      ['78', [], 0],
    ]);
  });

  it('finds patients by admission and labels by MRN and time', () => {
    expect(cases.map(({ subject, aki }) => [subject.birthDate, subject.sex, aki])).toEqual([
      ['1984-02-03', 'F', false],
      ['1984-02-03', 'F', true],
      [null, 'U', false],
    ]);
  });

  it('lists AKI whose result was refused or never sent', () => {
    expect(unmet).toEqual([
      { aki: true, group: '79' },
      { aki: true, group: '80' },
    ]);
  });

  it('reads times as UTC, even the hour that clocks skip', () => {
    expect(cases[0]?.current.observedAtMs).toBe(Date.UTC(2024, 2, 31, 1, 30));
  });
});
