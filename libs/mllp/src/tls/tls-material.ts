/** What one side of mutual TLS shows and trusts, each in PEM. */
export interface TlsMaterial {
  /** Its own certificate, with those between it and the authority. */
  cert: Buffer;
  key: Buffer;
  /** The authorities that the other side's certificate must come from. */
  ca: Buffer;
}
