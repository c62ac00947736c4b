import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { type TlsMaterial } from '@renwatch/mllp';
import { TlsFilesError } from './tls-files.error';

/** PEM files of a feed with mutual TLS; they may be replaced while the gateway runs. */
export interface FeedTls {
  certFile: string;
  keyFile: string;
  /** Authorities that must have signed the peer's certificate. */
  caFile: string;
  /** Revocation lists of these authorities; undefined: revocation is not checked. */
  crlFile?: string | undefined;
  /** Name that a dialled peer's certificate must carry; undefined: its host. */
  serverName: string | undefined;
}

const REVOCATION_LIST = /-----BEGIN X509 CRL-----[^]*?-----END X509 CRL-----/g;

/** Reads the files and checks that they fit together. @throws TlsFilesError that says what to do */
export function readTlsFiles({ certFile, keyFile, caFile, crlFile }: FeedTls): TlsMaterial {
  const material = {
    cert: read('tlsCert', certFile),
    key: read('tlsKey', keyFile),
    ca: read('tlsCa', caFile),
  };
  for (const [name, file, pem] of [
    ['tlsCert', certFile, material.cert],
    ['tlsCa', caFile, material.ca],
  ] as const) {
    try {
      new X509Certificate(pem);
    } catch (cause) {
      throw new TlsFilesError(`${name}: ${file} holds no certificate; give a PEM certificate`, { cause });
    }
  }
  try {
    createSecureContext(material);
  } catch (cause) {
    throw new TlsFilesError(`tlsKey: ${keyFile} is not the key of ${certFile}; give its key, in PEM`, {
      cause,
    });
  }
  if (crlFile === undefined) return material;
  // Node reads only the first list of a text.
  const crl = read('tlsCrl', crlFile).toString().match(REVOCATION_LIST) ?? [];
  try {
    createSecureContext({ crl: crl.length > 0 ? crl : 'none' });
  } catch (cause) {
    throw new TlsFilesError(`tlsCrl: ${crlFile} holds no revocation list; give one in PEM`, { cause });
  }
  return { ...material, crl };
}

function read(name: string, file: string): Buffer {
  if (file === '')
    throw new TlsFilesError(`${name}: not given; name a file, here or in ${VARIABLES[name] ?? ''}`);
  try {
    return readFileSync(file);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new TlsFilesError(`${name}: ${file} cannot be read (${code}); name a readable file`, { cause });
  }
}

const VARIABLES: Record<string, string> = {
  tlsCert: 'MLLP_TLS_CERT',
  tlsKey: 'MLLP_TLS_KEY',
  tlsCa: 'MLLP_TLS_CA',
  tlsCrl: 'MLLP_TLS_CRL',
};
