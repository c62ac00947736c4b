import { extract, hl7, MSH, observationsOf } from '../intake.spec-support';

const OBR = 'OBR|1|P1|F1||||20240331004500';

describe('the time of a result', () => {
  const collected = (at: string) => `OBR|1||||||${at}`;
  const analysed = (at: string) => `OBX|1|NM|X||1|||||||||${at}`;
  const specimen = (at: string) => `SPM|1|S1${'|'.repeat(15)}${at}`;
  const received = (at: string) => `OBR|1${'|'.repeat(13)}${at}`;
  const OBX = 'OBX|1|NM|X||1';

  it.each([
    ['OBR-7', [OBR, analysed('202403310100')], '20240331004500'],
    ['its own order, not an earlier one', [OBR, collected('202404010000'), OBX], '202404010000'],
    ['SPM-17 without OBR-7', ['OBR|1', analysed('2024033109'), specimen('202403310700')], '202403310700'],
    ['OBX-14 without either', ['OBR|1', analysed('202403310900')], '202403310900'],
    ['OBX-14 if OBR-7 is not a time', [collected('soon'), analysed('202403310900')], '202403310900'],
    ['OBR-14 if no other', [received('202403310730'), OBX], '202403310730'],
    [
      'the finer field if OBR-7 is its day',
      [collected('20240331'), analysed('202403310100')],
      '202403310100',
    ],
    [
      'the finest of several',
      [collected('20240331'), analysed('2024033101'), specimen('20240331')],
      '2024033101',
    ],
    [
      'the finest of several, also if it is not the last',
      [collected('20240331'), analysed('2024033101'), specimen('202403310700')],
      '202403310700',
    ],
    [
      'the first of two that are as fine',
      [collected('20240331'), analysed('202403310100'), specimen('202403310700')],
      '202403310700',
    ],
    ['OBR-7 if it names an hour', [collected('2024033100'), analysed('202403310030')], '2024033100'],
    [
      'OBR-7 if the finer one is of another day',
      [collected('20240331'), analysed('202404010100')],
      '20240331',
    ],
    ['the finer OBR-7 of the same day', [OBR, analysed('20240331')], '20240331004500'],
  ])('comes from %s', (_case, segments, expected) => {
    expect(observationsOf(...segments)[0]?.observedAt?.local).toBe(expected);
  });

  it('comes first from the field that the feed prefers', () => {
    const bytes = hl7(MSH, 'PID|1||1', OBR, analysed('202403310100'));
    const [observation] = extract(bytes, { resultTime: ['OBX-14', 'OBR-7'] }).observations;
    expect(observation?.observedAt?.local).toBe('202403310100');
  });

  it('is assumed only if it is the time of receipt', () => {
    expect(observationsOf(received('202403310730'), OBX)[0]?.isTimeAssumed).toBe(true);
    expect(observationsOf(OBR, OBX)[0]).not.toHaveProperty('isTimeAssumed');
  });

  it.each([[['OBR|1', 'OBX|1|NM|X||1']], [['OBX|1|NM|X||1']], [['OBR|1||||||soon', 'OBX|1|NM|X||1']]])(
    'is null if no field is one: %j',
    (segments) => {
      expect(observationsOf(...segments)[0]?.observedAt).toBeNull();
    },
  );

  it.each([
    ['its own zone', '20240331004500+0200', '20240331003000-0500', '2024-03-30T22:45:00.000Z'],
    ['the zone of MSH-7', '20240331004500', '20240331003000-0500', '2024-03-31T05:45:00.000Z'],
    ['the zone of MSH-7 with a colon', '20240331004500', '20240331003000+05:30', '2024-03-30T19:15:00.000Z'],
    ['the Z of MSH-7', '20240331024500', '20240331003000Z', '2024-03-31T02:45:00.000Z'],
    ['the zone of the feed', '20240331024500', '20240331003000', '2024-03-31T01:45:00.000Z'],
    [
      'the zone of the feed if MSH-7 ends in no offset',
      '20240331024500',
      '20240331+0500x',
      '2024-03-31T01:45:00.000Z',
    ],
  ])('is placed by %s', (_case, observed, sent, expected) => {
    const bytes = hl7(
      MSH.replace('20240331003000', sent),
      'PID|1||1',
      `OBR|1||||||${observed}`,
      'OBX|1|NM|X||1',
    );
    const [observation] = extract(bytes, { timezone: 'Europe/London' }).observations;
    expect(observation?.observedAt).toMatchObject({ local: observed.slice(0, 14), instant: expected });
  });
});
