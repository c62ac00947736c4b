import { type TaskClaims } from './task-assigner';
import { type TaskLease } from './task-lease';
import { type TaskListener } from './task-listener.port';

export interface TaskShareOptions {
  listener: TaskListener;
  lease: TaskLease;
  /** Called when claimed tasks that were not given are released; the group can then rebalance. */
  onSurrendered: () => void;
}

/** Tracks one member's tasks: those given to it, worked on, and being released. */
export class TaskShare {
  private known = new Set<string>();
  private given = new Set<string>();
  private claimed: string[] = [];
  private readonly active = new Set<string>();
  private readonly releasing = new Map<string, Promise<void>>();

  constructor(private readonly options: TaskShareOptions) {}

  know(tasks: readonly string[]): void {
    this.known = new Set(tasks);
    this.settle();
  }

  holds(task: string): boolean {
    return this.active.has(task) && this.options.lease.isValid;
  }

  /** Returns the claims for the join that begins now. */
  claim(): TaskClaims {
    // Must not claim tasks that it may have lost: another member may work on them.
    if (!this.options.lease.isValid) this.dropAll();
    this.claimed = this.options.lease.isValid ? [...this.active, ...this.releasing.keys()] : [];
    return { knows: [...this.known].sort(), holds: [...this.claimed].sort() };
  }

  /** Takes over the group's assignment. */
  assign(tasks: readonly string[]): void {
    if (!this.options.lease.isValid) this.dropAll();
    this.given = new Set(tasks);
  }

  /** Starts tasks that were given and releases the others. */
  settle(): void {
    for (const task of [...this.active]) {
      if (!this.isOurs(task)) this.release(task);
    }
    if (!this.options.lease.isValid) return;
    for (const task of this.given) {
      if (!this.isOurs(task) || this.active.has(task) || this.releasing.has(task)) continue;
      this.active.add(task);
      this.options.listener.acquired(task);
    }
  }

  /** After a division: what this member claimed and was not given waits for it to come again without. */
  surrender(): void {
    const withheld = this.claimed.filter((task) => !this.given.has(task));
    if (withheld.length === 0) return;
    const letGo = Promise.all(withheld.map((task) => this.releasing.get(task)));
    void letGo.then(() => this.options.onSurrendered());
  }

  /** They may be another's already. */
  dropAll(): void {
    for (const task of [...this.active]) {
      this.active.delete(task);
      this.options.listener.lost(task);
    }
  }

  /** Nothing is ours any more, and nobody need be told. */
  end(): void {
    this.given.clear();
    this.active.clear();
    this.options.lease.end();
  }

  private isOurs(task: string): boolean {
    return this.given.has(task) && this.known.has(task);
  }

  private release(task: string): void {
    this.active.delete(task);
    const done = this.options.listener
      .released(task)
      .catch(() => undefined)
      .then(() => {
        this.releasing.delete(task);
        this.settle();
      });
    this.releasing.set(task, done);
  }
}
