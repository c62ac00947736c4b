import { parseMessage } from '@renwatch/hl7';
import { type FeedProfile } from '../fields/feed-profile';
import { extract, hl7, MSH, observationsOf, ward } from '../intake.spec-support';
import { readObservations } from './read-observations';
import { readingContext } from '../fields/reading-context';
import { RecordBoundError } from './record-bound.error';

const firstOf = (...segments: string[]) => observationsOf(...segments)[0];

describe('readObservations', () => {
  it('reads every field of OBX', () => {
    expect(firstOf('OBX|1|nm|CREA^Creatinine^L^14682-9^Creatinine SerPl^LN|3|80|umol/L^^UCUM|||||c')).toEqual(
      {
        code: 'CREA',
        system: 'L',
        text: 'Creatinine',
        alternate: { code: '14682-9', system: 'LN' },
        alternateText: 'Creatinine SerPl',
        subId: '3',
        valueType: 'nm',
        value: '80',
        unit: 'umol/L',
        observedAt: null,
        status: 'C',
        order: '',
      },
    );
  });

  it.each([
    ['UE^Urea and electrolytes^L', { code: 'UE', text: 'Urea and electrolytes' }],
    ['UE', { code: 'UE', text: '' }],
    ['^24 h urine', { code: '', text: '24 h urine' }],
    ['', undefined],
  ])('reads what was ordered from OBR-4: %j', (obr4, service) => {
    expect(firstOf(`OBR|1|P1|F1|${obr4}`, 'OBX|1|NM|X||1')?.service).toEqual(service);
  });

  it('takes the text of the unit if it has no code', () => {
    expect(firstOf('OBX|1|NM|X||1|^mg/dL')?.unit).toBe('mg/dL');
  });

  it('has no second coding without a code in it, but its name', () => {
    const observation = firstOf('OBX|1|NM|CREA^^L^^Creatinine^LN||80');
    expect(observation).toMatchObject({ alternate: null, alternateText: 'Creatinine' });
  });

  it('marks a time of analysis unless the feed names OBX-14 first', () => {
    const bytes = hl7(MSH, 'OBR|1||F1||||', 'OBX|1|NM|X||1||||||F|||20240331001000');
    const markOf = (feed: Partial<FeedProfile>) => extract(bytes, feed).observations[0]?.isTimeOfAnalysis;
    expect(markOf({})).toBe(true);
    expect(markOf({ resultTime: ['OBR-7', 'OBX-14'] })).toBe(true);
    expect(markOf({ resultTime: ['OBX-14', 'OBR-7'] })).toBeUndefined();
    for (const obr7 of ['20240331', '202403310005']) {
      const collected = hl7(MSH, `OBR|1||F1||||${obr7}`, 'OBX|1|NM|X||1||||||F|||20240331001000');
      expect(extract(collected).observations[0]?.isTimeOfAnalysis).toBeUndefined();
    }
  });

  it.each([
    ['81.2456', '81.2456'],
    ['<^10', '<^10'],
    ['^1^-^2', '^1^-^2'],
    ['LESS THAN 0.4', 'LESS THAN 0.4'],
    ['80~90', '80'],
    ['a\\S\\b', 'a^b'],
    ['""', ''],
    ['', ''],
  ])('reads OBX-5 %j as value %j', (field, expected) => {
    expect(firstOf(`OBX|1|SN|CREATININE||${field}`)?.value).toBe(expected);
  });

  it('joins components by ^ whatever separates them in the message', () => {
    const bytes = Buffer.from(
      'MSH|:~\\&|A|B|||20240331||ORU:R01|||2.5\rPID|1||1\rOBX|1|SN|CREATININE||<:10\r',
    );
    expect(extract(bytes).observations[0]?.value).toBe('<^10');
  });

  it('reads observations in the order of the message, orders without any included', () => {
    const read = observationsOf('OBX|1|NM|A||1', 'OBR|1', 'OBR|2', 'OBX|1|NM|B||2', 'OBX|2|NM|C||3');
    expect(read.map(({ code }) => code)).toEqual(['A', 'B', 'C']);
  });
});

describe('the bound of observations', () => {
  const context = readingContext(parseMessage(hl7(MSH)), ward);
  const read = (maxBytes: number, ...segments: string[]) =>
    readObservations(parseMessage(hl7(MSH, 'PID|1||1', ...segments)), context, maxBytes);
  const EMPTY = 138;

  it('counts the JSON bytes of an observation without texts', () => {
    const [observation] = read(EMPTY, 'OBX|1');
    expect(JSON.stringify(observation)).toHaveLength(EMPTY);
    expect(() => read(EMPTY - 1, 'OBX|1')).toThrow(new RecordBoundError(EMPTY - 1));
  });

  it('counts every text, and the order numbers with each observation', () => {
    const segments = ['OBR|1||ORDER', 'OBX|1|NM|CODE^TEXT^SYS|SUB|VALUE|UNIT', 'OBX|2'];
    const bytes = 2 * EMPTY + 'CODETEXTSYSSUBVALUEUNIT'.length + 2 * 'ORDER'.length;
    expect(read(bytes, ...segments)).toHaveLength(2);
    expect(() => read(bytes - 1, ...segments)).toThrow(RecordBoundError);
  });

  it('names its limit and cannot be retried', () => {
    const error = new RecordBoundError(7);
    expect(error).toMatchObject({
      name: 'RecordBoundError',
      message: 'a record of this message would be above 7 bytes',
      maxBytes: 7,
      retriable: false,
    });
  });
});
