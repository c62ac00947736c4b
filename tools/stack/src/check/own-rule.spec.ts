import { type KnownResult } from './known-result';
import { ownStage } from './own-rule';
import { readHistoryFile } from './read-history-file';
import { readMessageFile } from './read-message-file';

const NOW = '20240401120000';
const at = (local: string, umolPerL: number): KnownResult => ({ mrn: '1', local, umolPerL });
const stage = (value: number, ...earlier: KnownResult[]) => ownStage(at(NOW, value), earlier, undefined);

describe('the rule of the check', () => {
  it.each([
    ['no earlier result', stage(900), 0],
    ['a result of the same minute', stage(900, at(NOW, 50)), 0],
    ['1.50 times the lowest of 7.0 days', stage(75, at('20240325120000', 50)), 1],
    ['1.49 times it', stage(74.5, at('20240325120000', 50)), 0],
    ['2.00 times it', stage(100, at('20240325120000', 50)), 2],
    ['3.00 times it', stage(150, at('20240325120000', 50)), 3],
    ['above 354 and 1.5 times', stage(355, at('20240325120000', 236)), 3],
    ['354 and 1.5 times', stage(354, at('20240325120000', 236)), 1],
    [
      'the median of an even count beyond 7 days',
      stage(90, at('20240301000000', 40), at('20240302000000', 80)),
      1,
    ],
    ['a result of 365.0 days', stage(75, at('20230402120000', 50)), 1],
    ['a result of 365.0 days and a second', stage(75, at('20230402115959', 50)), 0],
    ['a rise of 26 within 48 h', stage(126, at('20240330120000', 100)), 0],
    ['a rise of 27 within 48.0 h', stage(127, at('20240330120000', 100)), 1],
    ['a rise of 27 within 48 h and a second', stage(127, at('20240330115959', 100)), 0],
  ])('stages %s', (_case, found, expected) => {
    expect(found).toBe(expected);
  });

  it("compares a child's creatinine with three times its age's upper limit", () => {
    const result = at(NOW, 150);
    const child = { birthDate: '20190101', sex: 'F' };
    expect(ownStage(result, [at('20240325120000', 90)], child)).toBe(3);
    expect(ownStage(result, [at('20240325120000', 90)], { ...child, birthDate: '19900101' })).toBe(1);
  });
});

describe('the files of the check', () => {
  const frame = (...segments: string[]) => `\x0b${segments.join('\r')}\r\x1c\r`;
  const text =
    frame('MSH|^~\\&|A', 'PID|1||123||X||19750217|M') +
    frame('MSH|^~\\&|A', 'PID|1||123', 'OBR|1||||||202403310054', 'OBX|1|SN|CREATININE||81.2456') +
    frame(
      'MSH|^~\\&|A',
      'PID|1||123^^^H',
      'OBR|1||||||20240331005400',
      'OBX|1|SN|2160-0||^1.0|mg/dL',
      'OBX|2|NM|GLUCOSE||5',
    );

  it('are read for patients and creatinine results', () => {
    const stream = readMessageFile(text);
    expect(stream.messages).toBe(3);
    expect(stream.patients).toEqual(new Map([['123', { birthDate: '19750217', sex: 'M' }]]));
    expect(stream.results).toEqual([
      { mrn: '123', local: '20240331005400', umolPerL: 81.2456 },
      { mrn: '123', local: '20240331005400', umolPerL: 88.42 },
    ]);
  });

  it('are read for a history', () => {
    const csv =
      'mrn,creatinine_date_0,creatinine_result_0,creatinine_date_1,creatinine_result_1\n7,2024-01-01 15:13:00,126.48,,\n';
    expect(readHistoryFile(csv)).toEqual([{ mrn: '7', local: '20240101151300', umolPerL: 126.48 }]);
  });
});
