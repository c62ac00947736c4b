import { type Writable } from 'node:stream';
import { type Terminal } from './terminal';

/**
 * Writes to standard output and standard error. If their reader stops early (`| head`), the command still finishes; its
 * further output is lost.
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
