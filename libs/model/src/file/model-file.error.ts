/** A model file that cannot be read, is not a model, or does not match its hash: it must not be used. */
export class ModelFileError extends Error {
  readonly retriable = false;
  /** `EX_CONFIG`: a restart does not help. */
  readonly exitCode = 78;
  readonly path: string;

  constructor(given: { path: string; detail: string; cause?: unknown }) {
    super(`model file ${given.path}: ${given.detail}; replace it, or name another file`, {
      cause: given.cause,
    });
    this.name = 'ModelFileError';
    this.path = given.path;
  }
}
