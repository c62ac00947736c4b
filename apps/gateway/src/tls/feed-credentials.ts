import { X509Certificate } from 'node:crypto';
import { type TlsMaterial } from '@renwatch/mllp';
import { type FeedTls } from '../feed/feed';
import { readTlsFiles } from './read-tls-files';

/** What a feed shows and trusts: as its files were when they were last read whole. */
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

  /** When our own certificate ends. */
  get notAfter(): Date {
    return new Date(new X509Certificate(this.current.cert).validTo);
  }

  /** Reads the files anew; what was read before stays where they are at fault. @throws TlsFilesError */
  reload(): void {
    this.current = readTlsFiles(this.files);
  }
}
