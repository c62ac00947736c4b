import { type Feed } from './feed';

/** The feed of a scenario, which knows what it made. @throws Error where it is another one */
export function feedAs<T extends Feed>(feed: Feed, kind: abstract new (...given: never[]) => T): T {
  if (feed instanceof kind) return feed;
  throw new Error(`the feed is no ${kind.name}`);
}
