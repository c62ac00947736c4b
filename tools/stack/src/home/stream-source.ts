/** Where what a home keeps came from. Files as absolute paths. */
export interface StreamSource {
  /** `synthetic`: the synthetic hospital; `feed`: what MLLP_ADDRESS names; else the message file. */
  stream: string;
  /** Undefined: none, or of the synthetic hospital its own. */
  history?: string | undefined;
}
