import { readFileSync } from 'node:fs';
import { type ConfigurationFault } from '../config/configuration.error';

/** Paths of PEM files: the peer's authorities, our certificate and its key. */
export interface TlsFiles {
  ca: string | undefined;
  cert: string | undefined;
  key: string | undefined;
}

/** Returns a function that reads the files at each call, so that new connections use renewed files. */
export function tlsFileReader({
  ca,
  cert,
  key,
}: TlsFiles): () => { ca?: Buffer; cert?: Buffer; key?: Buffer } {
  return () => ({
    ...(ca === undefined ? {} : { ca: readFileSync(ca) }),
    ...(cert === undefined ? {} : { cert: readFileSync(cert) }),
    ...(key === undefined ? {} : { key: readFileSync(key) }),
  });
}

/** Finds faults of the settings `PREFIX_TLS`, `PREFIX_TLS_CA`, `PREFIX_TLS_CERT` and `PREFIX_TLS_KEY`, and of their files. */
export function tlsFileFaults(
  prefix: string,
  { tls, ca, cert, key }: TlsFiles & { tls: 'off' | 'on' | undefined },
): ConfigurationFault[] {
  const name = (part: string) => `${prefix}_TLS${part}`;
  const files = [
    { name: name('_CA'), value: ca },
    { name: name('_CERT'), value: cert },
    { name: name('_KEY'), value: key },
  ].filter(({ value }) => value !== undefined);
  if (tls === 'off') {
    const remedy = `has no effect while ${name('')} is off; give ${name('')}=on`;
    return files.map((file) => ({ ...file, remedy }));
  }
  const faults = files.flatMap((file) => unreadable(file.name, file.value ?? ''));
  const alone = (part: string, other: string) =>
    faults.push({ name: name(part), value: undefined, remedy: `needs ${name(other)}; give both or neither` });
  if (cert !== undefined && key === undefined) alone('_CERT', '_KEY');
  if (key !== undefined && cert === undefined) alone('_KEY', '_CERT');
  return faults;
}

function unreadable(name: string, file: string): ConfigurationFault[] {
  try {
    readFileSync(file);
    return [];
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return [{ name, value: file, remedy: `cannot be read (${code}); name a readable file` }];
  }
}
