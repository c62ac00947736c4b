import { PassThrough } from 'node:stream';
import { processTerminal } from './process-terminal';

const failing = (code: string) => Object.assign(new Error(`write ${code}`), { code });

describe('processTerminal', () => {
  it('continues if the reader stops early', () => {
    const closed = new PassThrough();
    const terminal = processTerminal(closed, new PassThrough());
    expect(() => closed.emit('error', failing('EPIPE'))).not.toThrow();
    terminal.print('unread');
  });

  it('throws any other error of the stream', () => {
    const full = new PassThrough();
    processTerminal(full, new PassThrough());
    expect(() => full.emit('error', failing('ENOSPC'))).toThrow('write ENOSPC');
  });
});
