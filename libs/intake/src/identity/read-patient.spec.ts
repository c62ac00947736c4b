import { extract, hl7, MSH } from '../intake.spec-support';

const patientOf = (pid: string, feed: { authority?: string } = {}) => extract(hl7(MSH, pid), feed).patient;

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
    ['00000101', null],
    ['x19840203', null],
    ['unknown', null],
    ['""', null],
    ['', null],
  ])('reads PID-7 %j as birth date %j', (text, expected) => {
    expect(patientOf(`PID|1||1||||${text}`)?.birthDate).toBe(expected);
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

describe('readMergedNumber', () => {
  const mergeOf = (...segments: string[]) =>
    extract(hl7(MSH.replace('ORU^R01', 'ADT^A40'), ...segments)).merge;

  it('takes the number that goes away from MRG-1', () => {
    expect(mergeOf('PID|1||new^^^RRK', 'MRG|old^^^RRK')).toEqual({
      key: 'RRK|old',
      authority: 'RRK',
      mrn: 'old',
    });
  });

  it('takes the authority of the feed if the number has none', () => {
    expect(mergeOf('PID|1||new', 'MRG|old')?.key).toBe('local|old');
  });

  it.each([[['PID|1||new']], [['PID|1||new', 'MRG']], [['PID|1||new', 'MRG|^^^RRK']]])(
    'finds no number in %j',
    (segments) => {
      expect(mergeOf(...segments)).toBeNull();
    },
  );
});
