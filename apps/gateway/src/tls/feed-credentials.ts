import { X509Certificate } from 'node:crypto';
import { type TlsMaterial } from '@renwatch/mllp';
import { type FeedTls, readTlsFiles } from './read-tls-files';

/** Certificate, key and trusted authorities of a feed, as last read from its files. */
export class FeedCredentials {
  private current: TlsMaterial;

  /** @throws TlsFilesError */
  constructor(private readonly files: FeedTls) {
    this.current = readTlsFiles(files);
  }

  get material(): TlsMaterial {
    return this.current;
  }

  get serverName(): string | undefined {
    return this.files.serverName;
  }

  /** End of the gateway's own certificate. */
  get notAfter(): Date {
    return new Date(new X509Certificate(this.current.cert).validTo);
  }

  /** Reads the files again. @throws TlsFilesError if they are at fault; the old content stays */
  reload(): void {
    this.current = readTlsFiles(this.files);
  }
}
