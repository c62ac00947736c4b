import * as fc from 'fast-check';
import { type FeedProfile } from '../fields/feed-profile';
import { extract, hl7, MSH } from '../intake.spec-support';

const patientOf = (pid: string, feed: Partial<FeedProfile> = {}) => extract(hl7(MSH, pid), feed).patient;

describe('readPatient', () => {
  it.each([
    ['a bare number', 'PID|1||0042', { authority: 'local', mrn: '0042' }],
    ['a number with blanks', 'PID|1||  0042 ^^^ RRK ', { authority: 'RRK', mrn: '0042' }],
    ['its own authority', 'PID|1||0042^^^RRK^MR', { authority: 'RRK', mrn: '0042' }],
    ['an authority with its universal id', 'PID|1||0042^^^RRK&1.2.3&ISO', { authority: 'RRK', mrn: '0042' }],
    ['a universal id alone', 'PID|1||0042^^^&1.2.3&ISO', { authority: '1.2.3', mrn: '0042' }],
    ['the MR of several numbers', 'PID|1||99^^^NHS^NH~0042^^^RRK^MR', { authority: 'RRK', mrn: '0042' }],
    [
      'the first of several untyped numbers',
      'PID|1||^^^NHS~99^^^NHS~0042^^^RRK',
      { authority: 'NHS', mrn: '99' },
    ],
    ['no MR without a number', 'PID|1||99^^^NHS^NH~^^^RRK^MR', { authority: 'NHS', mrn: '99' }],
    ['an escaped separator', 'PID|1||00\\S\\42^^^RRK', { authority: 'RRK', mrn: '00^42' }],
  ])('takes %s', (_case, pid, expected) => {
    expect(patientOf(pid)).toMatchObject({ ...expected, key: `${expected.authority}|${expected.mrn}` });
  });

  it('takes the authority of the feed if the number has none', () => {
    expect(patientOf('PID|1||0042', { authority: 'TRUST' })).toMatchObject({
      key: 'TRUST|0042',
      authority: 'TRUST',
    });
  });

  it.each(['PID|1', 'PID|1||', 'PID|1||^^^RRK', 'PID|1||""', 'PV1|1'])(
    'finds no patient in %j',
    (segment) => {
      expect(patientOf(segment)).toBeNull();
    },
  );

  it.each([
    ['19840203', '1984-02-03'],
    [' 19840203', '1984-02-03'],
    ['198402031530', '1984-02-03'],
    ['19840203000000+0100', '1984-02-03'],
    ['00010101', '0001-01-01'],
    ['99991231', '9999-12-31'],
    ['19840230', null],
    ['19841301', null],
    ['198402', null],
    ['1984-02-03', '1984-02-03'],
    ['1984-02-03T00:00:00', '1984-02-03'],
    ['1984-02-30', null],
    ['1984-2-3', null],
    ['1984-02-031', null],
    ['1984-0203', null],
    ['0000-01-01', null],
    ['1984020', null],
    ['00000101', null],
    ['x19840203', null],
    ['unknown', null],
    ['""', null],
    ['', null],
  ])('reads PID-7 %j as birth date %j', (text, expected) => {
    expect(patientOf(`PID|1||1||||${text}`)?.birthDate).toBe(expected);
  });

  it.each([
    ['2016', '2016'],
    ['201606', '2016-06'],
    ['20160600', '2016-06'],
    ['20160000', '2016'],
    ['201600', '2016'],
    ['20160000000000', '2016'],
    ['2016-06', '2016-06'],
    ['2016-06-00', '2016-06'],
    ['2016-00-00', '2016'],
    ['2016-13', undefined],
    ['2016-', undefined],
    ['0000', undefined],
    ['20161300', undefined],
    ['201613', undefined],
    ['20160001', undefined],
    ['20160603', undefined],
    ['2016060', undefined],
    ['', undefined],
  ])('keeps what PID-7 %j tells of the birth date: %s', (text, expected) => {
    expect(patientOf(`PID|1||1||||${text}`)?.birthDatePart).toBe(expected);
  });

  it.each([
    '01/01/1960',
    '1/2/60',
    '2016060',
    '19840230',
    '1960-13-01',
    'born 1960-12-01',
    'unknown',
    '1 Jan 1960',
    '0000',
    '00000000',
    '-',
  ])('says that PID-7 %j cannot be read', (text) => {
    expect(patientOf(`PID|1||1||||${text}`)).toMatchObject({ birthDate: null, isBirthDateUnreadable: true });
  });

  it('reads a birth date whole, in part, or not at all', () => {
    const digits = fc.stringMatching(/^[0-9]{0,8}$/);
    const texts = fc.oneof(
      digits,
      fc.stringMatching(/^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$/),
      fc.stringMatching(/^[0-9/.-]{1,10}$/),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const { birthDate, birthDatePart, isBirthDateUnreadable } = patientOf(`PID|1||1||||${text}`) ?? {};
        const outcomes = [
          text === '',
          birthDate !== null,
          birthDatePart !== undefined,
          isBirthDateUnreadable === true,
        ];
        expect(outcomes.filter(Boolean)).toHaveLength(1);
      }),
    );
  });

  it.each([
    ['2016-06-03', '20160603'],
    ['2016-06', '201606'],
  ])('reads %s as %s', (dashed, basic) => {
    expect(patientOf(`PID|1||1||||${dashed}`)).toEqual(patientOf(`PID|1||1||||${basic}`));
  });

  it.each(['', '""', '1960', '19600102'])('finds no fault in PID-7 %j', (text) => {
    expect(patientOf(`PID|1||1||||${text}`)).not.toHaveProperty('isBirthDateUnreadable');
  });

  it.each([
    ['""|""', ['birthDate', 'sex']],
    ['""|F', ['birthDate']],
    ['|""', ['sex']],
    ['|', undefined],
  ])('reads the deletions of PID-7 and PID-8 %j', (text, expected) => {
    expect(patientOf(`PID|1||1||||${text}`)?.deleted).toEqual(expected);
  });

  it('keeps every identifier, unless there is one without a type', () => {
    expect(patientOf('PID|1||99^^^NHS^nh~0042^^^RRK^MR')?.identifiers).toEqual([
      { number: '99', authority: 'NHS', type: 'NH' },
      { number: '0042', authority: 'RRK', type: 'MR' },
    ]);
    expect(patientOf('PID|1||0042^^^RRK')?.identifiers).toBeUndefined();
    expect(patientOf('PID|1||0042^^^RRK^MR')?.identifiers).toEqual([
      { number: '0042', authority: 'RRK', type: 'MR' },
    ]);
    const many = Array.from({ length: 60 }, (_, index) => index + 1).join('~');
    expect(patientOf(`PID|1||${many}`)?.identifiers).toHaveLength(50);
  });

  it.each([
    ['F', 'F'],
    ['m', 'M'],
    ['F^Female', 'F'],
    ['O', 'U'],
    ['', 'U'],
    ['""', 'U'],
  ])('reads PID-8 %j as sex %s', (text, expected) => {
    expect(patientOf(`PID|1||1|||||${text}`)?.sex).toBe(expected);
  });
});

describe('readMergedNumbers', () => {
  const mergesOf = (...segments: string[]) => {
    const { merge, furtherMerges = [] } = extract(hl7(MSH.replace('ORU^R01', 'ADT^A40'), ...segments));
    return [merge, ...furtherMerges].map((number) => number?.key);
  };
  const PID = 'PID|1||new^^^RRK^MR';

  it.each([
    ['MRG-1', [PID, 'MRG|old^^^TRUST'], ['TRUST|old']],
    ["MRG-1 with PID-3's authority if it has none", [PID, 'MRG|old'], ['RRK|old']],
    ["MRG-1 with the feed's authority if both have none", ['PID|1||new', 'MRG|old'], ['local|old']],
    ['every repetition', [PID, 'MRG|one^^^RRK^MR~two^^^RRK^MR'], ['RRK|one', 'RRK|two']],
    ['every segment', [PID, 'MRG|one', 'MRG|two'], ['RRK|one', 'RRK|two']],
    ['a number once', [PID, 'MRG|one~one^^^RRK', 'MRG|one'], ['RRK|one']],
    ['an expired number', [PID, 'MRG|old^^^RRK^MR^^^20200101'], ['RRK|old']],
    ['no national or visit number beside another', [PID, 'MRG|9^^^NHS^NH~old^^^^MR~8^^^^VN'], ['RRK|old']],
    ['a national number alone', [PID, 'MRG|9^^^NHS^NH'], ['NHS|9']],
    ['a national number beside a visit number', [PID, 'MRG|8^^^^VN~9^^^NHS^NH'], ['NHS|9']],
    ['no empty number', [PID, 'MRG|^^^RRK~old', 'MRG'], ['RRK|old']],
  ])('take %s', (_case, segments, expected) => {
    expect(mergesOf(...segments)).toEqual(expected);
  });

  it.each([[[PID]], [[PID, 'MRG']], [[PID, 'MRG|^^^RRK']], [[PID, 'MRG|8^^^^VN~7^^^^AN']]])(
    'find no number in %j',
    (segments) => {
      expect(mergesOf(...segments)).toEqual([undefined]);
    },
  );
});
