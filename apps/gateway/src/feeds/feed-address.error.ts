import { type ListenedFeed } from './feed';

/** The address of a listened feed is taken or cannot be bound. */
export class FeedAddressError extends Error {
  readonly retriable = false;

  constructor({ name, host, port }: ListenedFeed, cause: NodeJS.ErrnoException) {
    const failure = `feed ${name} cannot listen on ${host}:${port} (${cause.code ?? 'unknown error'})`;
    super(
      `${failure}: stop the process that uses it, or choose another address in MLLP_LISTEN or FEEDS_FILE`,
      { cause },
    );
    this.name = 'FeedAddressError';
  }
}
