import { type SecureContextOptions } from 'node:tls';
import { type TlsMaterial } from './tls-material';

/** Both sides must show a certificate; nothing older than TLS 1.2. */
export function tlsOptions({ cert, key, ca }: TlsMaterial): SecureContextOptions {
  return { cert, key, ca, minVersion: 'TLSv1.2' };
}
