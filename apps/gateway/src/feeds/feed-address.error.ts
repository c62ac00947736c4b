import { type ListenedFeed } from '../feed/feed';

/** A listened feed's address cannot be had. */
export class FeedAddressError extends Error {
  readonly retriable = false;

  constructor({ name, host, port }: ListenedFeed, cause: NodeJS.ErrnoException) {
    const what = `feed ${name} cannot listen on ${host}:${port} (${cause.code ?? 'unknown error'})`;
    super(`${what}: stop what uses it, or choose another in MLLP_LISTEN`, { cause });
    this.name = 'FeedAddressError';
  }
}
