const MOST_SHOWN = 2_000;

/** A program that failed, with the end of what it said. */
export class CommandError extends Error {
  constructor(
    readonly command: string,
    readonly said: string,
  ) {
    super(`${command}: ${said.trim().slice(-MOST_SHOWN)}`);
    this.name = 'CommandError';
  }
}
