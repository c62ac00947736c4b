import { type SecureContextOptions } from 'node:tls';

/** Certificate, key and trusted authorities of one side of mutual TLS, each in PEM. */
export interface TlsMaterial {
  /** Its own certificate, with the certificates between it and the authority. */
  cert: Buffer;
  key: Buffer;
  /** Authorities that must have signed the other side's certificate. */
  ca: Buffer;
}

/** Allows nothing older than TLS 1.2. */
export function tlsOptions({ cert, key, ca }: TlsMaterial): SecureContextOptions {
  return { cert, key, ca, minVersion: 'TLSv1.2' };
}
