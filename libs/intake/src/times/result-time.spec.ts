import { extract, hl7, MSH, observationsOf } from '../intake.spec-support';

const OBR = 'OBR|1|P1|F1||||20240331004500';

describe('the time of a result', () => {
  it.each([
    ['OBX-14', [OBR, 'OBX|1|NM|X||1|||||||||202403310100'], '202403310100'],
    ['its order if OBX-14 is empty', [OBR, 'OBX|1|NM|X||1'], '20240331004500'],
    ['its order if OBX-14 is not a time', [OBR, 'OBX|1|NM|X||1|||||||||soon'], '20240331004500'],
    ['its own order, not an earlier one', [OBR, 'OBR|2||||||202404010000', 'OBX|1|NM|X||1'], '202404010000'],
  ])('comes from %s', (_case, segments, expected) => {
    expect(observationsOf(...segments)[0]?.observedAt?.local).toBe(expected);
  });

  it.each([[['OBR|1', 'OBX|1|NM|X||1']], [['OBX|1|NM|X||1']], [['OBR|1||||||soon', 'OBX|1|NM|X||1']]])(
    'is null if neither OBX-14 nor OBR-7 is one: %j',
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
