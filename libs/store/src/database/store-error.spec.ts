import { StatementError } from './statement.error';
import { isTimeOut, storeError } from './store-error';
import { StoreUnavailableError } from './store-unavailable.error';

const statement = (code: string) => new StatementError({ code, message: 'refused' });
const lost = storeError(new Error('Connection terminated unexpectedly'));

describe('a time-out', () => {
  it.each([
    ['a statement that took too long', statement('57014'), 0, true],
    ['a transaction that was idle for too long', statement('25P03'), 0, true],
    ['a lock that was not free', statement('55P03'), 60_000, false],
    ['a deadlock', statement('40P01'), 60_000, false],
    ['a connection lost after long work', lost, 9_000, true],
    ['a connection lost at once', lost, 100, false],
    ['a server that shuts down', new StoreUnavailableError('57P01', 'shutdown'), 60_000, false],
    ['a server without disk', new StoreUnavailableError('53100', 'disk full'), 60_000, false],
    ['a server that refuses connections', new StoreUnavailableError('ECONNREFUSED', ''), 60_000, false],
    ['a programmer error', new TypeError('no'), 60_000, false],
  ])('may be %s', (_name, error, tookMs, expected) => {
    expect(isTimeOut(error, tookMs)).toBe(expected);
  });
});
