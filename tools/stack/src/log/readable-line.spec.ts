import { readableLine } from './readable-line';

describe('a log line for a person', () => {
  it.each([
    [
      '{"level":"fatal","msg":"service failed","error":{"message":"no model","stack":"…"}}',
      'service failed: no model',
    ],
    ['{"level":"info","msg":"stopped","exitCode":78}', 'stopped'],
    ['{"level":"info"}', '{"level":"info"}'],
    ['gateway: MLLP_ADDRESS=foo: give host:port', 'gateway: MLLP_ADDRESS=foo: give host:port'],
  ])('shortens %s to %s', (line, expected) => {
    expect(readableLine(line)).toBe(expected);
  });
});
