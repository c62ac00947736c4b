import { RefusalError } from '../http/refusal.error';
import { worklistCursor } from './worklist.cursor';

const alertId = '0b5e7c4a-1f6d-4f0e-9d0a-3f1f6f6f6f6f';
const written = (raisedAt: string) => worklistCursor.write({ level: 3, raisedAt, alertId });

describe('worklistCursor', () => {
  it.each(['2024-02-29 23:59:59.123456+00', '1999-12-31 00:00:00-03:30', '1880-01-01 12:00:00+00:19:32'])(
    'reads the time %s that it wrote',
    (raisedAt) => {
      expect(worklistCursor.read(written(raisedAt))).toEqual({ level: 3, raisedAt, alertId });
    },
  );

  it.each([
    '9999-99-99 99:99:99+99',
    '2023-02-29 00:00:00+00',
    '0000-01-01 00:00:00+00',
    '2024-01-01 24:00:00+00',
    '2024-01-01 00:00:00+15',
    '2024-01-01 00:00:00+00:60',
  ])('refuses the time %s, which the database cannot read', (raisedAt) => {
    expect(() => worklistCursor.read(written(raisedAt))).toThrow(RefusalError);
  });

  it.each([{ after: 'x' }, ['x', 'y'], '', 'x'])('refuses %j', (given) => {
    expect(() => worklistCursor.read(given)).toThrow(RefusalError);
  });
});
