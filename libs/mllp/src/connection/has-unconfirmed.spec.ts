import { areUnconfirmed } from './has-unconfirmed';

const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const line = (local: string, remote: string, unconfirmed: string) =>
  `   3: 0100630A:${local} 0200630A:${remote} 01 ${unconfirmed}:00000003 01:00000062 00000002     0        0 769774 2 0\n`;
const socket = { localPort: 0x1b58, remotePort: 0x8c9a };

describe('areUnconfirmed', () => {
  it.each([
    ['no unconfirmed bytes', line('1B58', '8C9A', '00000000'), false],
    ['unconfirmed bytes', line('1B58', '8C9A', '0000000B'), true],
    ['unconfirmed bytes on another connection', line('1B58', '8C9B', '0000000B'), false],
    ['no such connection', '', false],
    [
      'unconfirmed bytes on only one of two indistinguishable connections',
      line('1B58', '8C9A', '0000000B') + line('1B58', '8C9A', '00000000'),
      false,
    ],
  ])('reads %s', (_, lines, unconfirmed) => {
    expect(areUnconfirmed(HEAD + lines, socket)).toBe(unconfirmed);
  });

  it('returns false for a closed socket', () => {
    const closed = { localPort: undefined, remotePort: undefined };
    expect(areUnconfirmed(HEAD + line('1B58', '8C9A', '0000000B'), closed)).toBe(false);
  });
});
