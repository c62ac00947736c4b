/** A topic gives less than the configuration asks for: start only once it has been put right. */
export class TopicGuaranteeError extends Error {
  override readonly name = 'TopicGuaranteeError';
  readonly retriable = false;
  /** `EX_CONFIG`: another start mends nothing. */
  readonly exitCode = 78;

  constructor(
    readonly topic: string,
    readonly faults: readonly string[],
  ) {
    super(`topic ${topic}: ${faults.join('; ')}`);
  }
}
