import { ByteBudget } from '@renwatch/mllp';
import { type Feed } from './feed';

export interface FeedBudgetsOptions {
  feeds: readonly Pick<Feed, 'name'>[];
  /** Maximum of the received and unanswered bytes of all feeds. */
  maxBytes: number;
}

/** Share of a listened feed's budget that the connections of one address may use. */
const PEER_SHARE = 0.25;

/** Divides the bytes in flight equally among the feeds, so that no feed can make another one wait. */
export class FeedBudgets {
  private readonly budgets: ReadonlyMap<string, ByteBudget>;
  readonly maxBytesPerPeer: number;

  constructor({ feeds, maxBytes }: FeedBudgetsOptions) {
    const share = Math.ceil(maxBytes / Math.max(1, feeds.length));
    this.maxBytesPerPeer = Math.ceil(PEER_SHARE * share);
    this.budgets = new Map(feeds.map(({ name }) => [name, new ByteBudget({ maxBytes: share })]));
  }

  /** Returns the budget of one of the feeds. */
  of(name: string): ByteBudget {
    const budget = this.budgets.get(name);
    if (!budget) throw new Error(`no feed is called ${name}`);
    return budget;
  }

  /** Bytes in use, by feed. */
  get usedBytes(): ReadonlyMap<string, number> {
    return new Map([...this.budgets].map(([name, { usedBytes }]) => [name, usedBytes]));
  }
}
