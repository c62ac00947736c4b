import { sentAtOf } from './sent-at';

const receivedAt = '2024-03-31T00:54:01.000Z';
const instant = '2024-03-31T00:00:00.000Z';

describe('sentAtOf', () => {
  it.each(['year', 'month', 'day', 'hour'] as const)(
    'takes the time of receipt if MSH-7 names only the %s',
    (precision) => {
      expect(sentAtOf({ sentAt: { local: '2024', instant, precision }, receivedAt })).toBe(receivedAt);
    },
  );

  it.each(['minute', 'second', 'fraction'] as const)('takes MSH-7 if it names the %s', (precision) => {
    expect(sentAtOf({ sentAt: { local: '2024', instant, precision }, receivedAt })).toBe(instant);
  });

  it('takes the time of receipt if there is no MSH-7', () => {
    expect(sentAtOf({ sentAt: null, receivedAt })).toBe(receivedAt);
  });
});
