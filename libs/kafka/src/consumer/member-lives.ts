import { backoffMs, finishesWithin, pause } from '@renwatch/timing';
import { type GroupMember } from './group-member';

export interface MemberLivesOptions {
  /** A member that has not begun yet; it calls `onJoined` each time that it has joined. */
  newMember: (onJoined: () => void) => GroupMember;
  /** A life ended although nobody stopped it; the next begins after the delay. */
  onUnavailable: (info: { error: Error; attempt: number; retryInMs: number }) => void;
}

const REJOIN = { minMs: 250, maxMs: 2_000 };

/** A place in a group that outlives kafkajs's consumers: one that crashed is followed by a new one. */
export class MemberLives {
  private readonly stopped = new AbortController();
  private readonly firstJoin: Promise<void>;
  private onFirstJoin!: () => void;
  private member: GroupMember | undefined;
  private running: Promise<void> | undefined;
  private stopping: Promise<void> | undefined;

  constructor(private readonly options: MemberLivesOptions) {
    this.firstJoin = new Promise((resolve) => (this.onFirstJoin = resolve));
  }

  /** The member of the present life. */
  get current(): GroupMember | undefined {
    return this.member;
  }

  get isStopped(): boolean {
    return this.stopped.signal.aborted;
  }

  /** Resolves once the group is joined, however long the broker takes, or when stopped. */
  async start(): Promise<void> {
    this.running ??= this.keepMember();
    await Promise.race([this.firstJoin, this.running]);
  }

  /** Leaves the group; by force after `drainMs`. Idempotent. */
  stop({ drainMs }: { drainMs: number }): Promise<void> {
    this.stopping ??= this.stopMember(drainMs);
    return this.stopping;
  }

  private async stopMember(drainMs: number): Promise<void> {
    this.stopped.abort();
    const { running = Promise.resolve() } = this;
    await this.member?.stop({ drainMs });
    await finishesWithin(running, drainMs).catch(() => undefined);
  }

  private async keepMember(): Promise<void> {
    let attempt = 0;
    while (!this.isStopped) {
      let hasJoined = false;
      this.member = this.options.newMember(() => {
        hasJoined = true;
        this.onFirstJoin();
      });
      const error = await this.member.live();
      if (this.isStopped) return;
      attempt = hasJoined ? 1 : attempt + 1;
      const retryInMs = backoffMs(attempt, REJOIN);
      this.options.onUnavailable({
        error: error ?? new Error('consumer ended without an error'),
        attempt,
        retryInMs,
      });
      await pause(retryInMs, this.stopped.signal);
    }
  }
}
