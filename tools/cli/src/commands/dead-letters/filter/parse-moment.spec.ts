import { parseMoment } from './parse-moment';

const now = new Date('2026-11-25T12:00:00.000Z');

describe('parseMoment', () => {
  it.each([
    ['90m', '2026-11-25T10:30:00.000Z'],
    ['24h', '2026-11-24T12:00:00.000Z'],
    ['7d', '2026-11-18T12:00:00.000Z'],
    ['2026-11-25', '2026-11-25T00:00:00.000Z'],
    ['2026-11-25T09:30', '2026-11-25T09:30:00.000Z'],
    ['2026-11-25T09:30Z', '2026-11-25T09:30:00.000Z'],
    ['2026-11-25T09:30:15.5+01:00', '2026-11-25T08:30:15.500Z'],
  ])('reads %s as %s in every zone', (text, instant) => {
    expect(parseMoment(text, now).toISOString()).toBe(instant);
  });

  it.each(['', 'noon', '24', '2026-13-01', '25.11.2026', '24 h', '1e3d'])('refuses %j', (text) => {
    expect(() => parseMoment(text, now)).toThrow('90m, 24h, 7d');
  });
});
