import { type SecureContextOptions } from 'node:tls';

/** Certificate, key and trusted authorities of one side of mutual TLS, each in PEM. */
export interface TlsMaterial {
  /** Its own certificate, with the certificates between it and the authority. */
  cert: Buffer;
  key: Buffer;
  /** Authorities that must have signed the other side's certificate. */
  ca: Buffer;
  /** Revocation lists, one of each authority: a certificate in one, or of an authority without one, is not trusted. */
  crl?: string[];
}

/** Allows nothing older than TLS 1.2. */
export function tlsOptions({ cert, key, ca, crl }: TlsMaterial): SecureContextOptions {
  return { cert, key, ca, ...(crl && { crl }), minVersion: 'TLSv1.2' };
}
