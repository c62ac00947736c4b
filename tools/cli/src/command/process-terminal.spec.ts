import { PassThrough } from 'node:stream';
import { processTerminal } from './process-terminal';

const failing = (code: string) => Object.assign(new Error(`write ${code}`), { code });

describe('the terminal of a command', () => {
  it('goes on where its reader has seen enough', () => {
    const closed = new PassThrough();
    const terminal = processTerminal(closed, new PassThrough());
    expect(() => closed.emit('error', failing('EPIPE'))).not.toThrow();
    terminal.print('said to nobody');
  });

  it('hides no other fault of what it prints to', () => {
    const full = new PassThrough();
    processTerminal(full, new PassThrough());
    expect(() => full.emit('error', failing('ENOSPC'))).toThrow('write ENOSPC');
  });
});
