import { peerRules } from './peer-rules';

describe('the networks of a feed', () => {
  it.each([
    [['10.1.0.0/16'], '10.1.200.7', true],
    [['10.1.0.0/16'], '10.2.0.1', false],
    [['10.1.0.0/16'], '::ffff:10.1.200.7', true],
    [['10.1.0.0/16'], '::ffff:10.2.0.1', false],
    [['10.1.0.0/16', '192.0.2.7'], '192.0.2.7', true],
    [['192.0.2.7'], '192.0.2.8', false],
    [['0.0.0.0/0'], '192.0.2.8', true],
    [['fd00::/8'], 'fd12:3456::1', true],
    [['fd00::/8'], '2001:db8::1', false],
    [['fd00::/8'], '10.1.0.1', false],
    [['10.0.0.0/8'], '', false],
  ])('%j let %s in: %s', (allowFrom, address, isAllowed) => {
    expect(peerRules({ allowFrom, clientSubjects: undefined }).allowsAddress?.(address)).toBe(isAllowed);
  });

  it('are all networks if none is given', () => {
    expect(peerRules({ allowFrom: undefined, clientSubjects: undefined })).toEqual({});
  });
});
