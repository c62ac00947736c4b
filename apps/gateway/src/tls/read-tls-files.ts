import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { type TlsMaterial } from '@renwatch/mllp';
import { type FeedTls } from '../feed/feed';
import { TlsFilesError } from './tls-files.error';

/** Read, and seen to fit together. @throws TlsFilesError that says what to do */
export function readTlsFiles({ certFile, keyFile, caFile }: FeedTls): TlsMaterial {
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
      throw new TlsFilesError(`${name}: ${file} holds no certificate; give one in PEM`, { cause });
    }
  }
  try {
    createSecureContext(material);
  } catch (cause) {
    throw new TlsFilesError(
      `tlsKey: ${keyFile} is not the key of ${certFile}; give the one that is, in PEM`,
      {
        cause,
      },
    );
  }
  return material;
}

function read(name: string, file: string): Buffer {
  if (file === '')
    throw new TlsFilesError(`${name}: is not given; give a file, here or in ${VARIABLES[name] ?? ''}`);
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
};
