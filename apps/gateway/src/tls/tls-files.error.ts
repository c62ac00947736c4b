/** The files of a feed's TLS cannot be read, or do not fit together. */
export class TlsFilesError extends Error {
  readonly retriable = false;

  constructor(remedy: string, options?: ErrorOptions) {
    super(remedy, options);
    this.name = 'TlsFilesError';
  }
}
