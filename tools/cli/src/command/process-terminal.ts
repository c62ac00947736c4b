import { type Writable } from 'node:stream';
import { type Terminal } from './terminal';

/**
 * The terminal, or what stands in its place. A reader that has seen enough (`| head`) ends no command half-way: what
 * is printed from then on is lost, what is done is done whole.
 */
export function processTerminal(stdout: Writable, stderr: Writable): Terminal {
  for (const stream of [stdout, stderr]) stream.on('error', throwUnlessUnread);
  return {
    print: (line) => stdout.write(`${line}\n`),
    printBytes: (bytes) => stdout.write(bytes),
    complain: (line) => stderr.write(`${line}\n`),
  };
}

function throwUnlessUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
