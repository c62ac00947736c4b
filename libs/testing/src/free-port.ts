import { randomInt } from 'node:crypto';
import net from 'node:net';

/** Below the ports of outgoing connections (32768 and up), so that none of those takes it meanwhile. */
const LOWEST_PORT = 15_000;
const HIGHEST_PORT = 32_000;
const MAX_TRIES = 200;
const given = new Set<number>();

/** A port of 127.0.0.1 that nobody listens on, for a server that cannot be told 0. Never the same twice in a process. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
    if (!given.has(port) && (await isPortFree(port))) {
      given.add(port);
      return port;
    }
  }
  throw new Error(`No free port between ${LOWEST_PORT} and ${HIGHEST_PORT} in ${MAX_TRIES} tries`);
}

/** Returns true if a server could listen there now. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
