import { type DecisionTime } from '@renwatch/store';
import { isUntil, parseResultTime } from './result-time';

const now = new Date('2026-11-25T12:00:00.000Z');
/** Observed in a zone an hour ahead of UTC. */
const observed = {
  observedAt: '2024-03-31T05:13:00.000Z',
  observedLocal: '202403310613',
} as DecisionTime;
const isReached = (text: string) => isUntil(observed, parseResultTime(text, now));

describe('parseResultTime', () => {
  it.each([
    ['20240331061300', true],
    ['20240331061259', false],
    ['2024-03-31T05:13Z', true],
    ['2024-03-31T05:12:59Z', false],
    ['1h', true],
  ])('%s reaches a result of 06:13 local, 05:13 UTC: %s', (text, reached) => {
    expect(isReached(text)).toBe(reached);
  });

  it.each(['20241331000000', '20240230000000', '20240331246000'])('refuses %s', (text) => {
    expect(() => parseResultTime(text, now)).toThrow('not a date and time');
  });

  it('names every form in its error', () => {
    expect(() => parseResultTime('noon', now)).toThrow(/90m, 24h, 7d.*14 digits/);
  });
});
