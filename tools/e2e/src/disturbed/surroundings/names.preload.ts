/** Loaded before a service. Names ending in `.test` resolve to this machine if the file E2E_NAMES lists them, else not at all. */
import dns from 'node:dns';
import { readFileSync } from 'node:fs';

type Lookup = (
  name: string,
  options: object,
  callback: (error: Error | null, ...found: unknown[]) => void,
) => void;

const file = process.env['E2E_NAMES'] ?? '';
const real = dns.lookup as unknown as Lookup;

const lookup: Lookup = (name, options, callback) => {
  if (!name.endsWith('.test')) return real(name, options, callback);
  if (readFileSync(file, 'utf8').split('\n').includes(name)) return real('127.0.0.1', options, callback);
  const error = new Error(`getaddrinfo ENOTFOUND ${name}`);
  setImmediate(() =>
    callback(
      Object.assign(error, { errno: -3008, code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: name }),
    ),
  );
};

Object.assign(dns, { lookup });
