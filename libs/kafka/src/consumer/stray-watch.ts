/** Requests that the group's coordinator answers. */
const OF_GROUP = new Set(['GroupCoordinator', 'JoinGroup', 'SyncGroup', 'Heartbeat']);

/**
 * Finds a member that fetches though it has no place in its group. kafkajs forgets the id of a member that the group has put
 * out; where joining fails then, for the coordinator is not there yet, it goes on fetching, sends no heartbeat without an
 * id, and never learns that it should join.
 */
export class StrayWatch {
  private sinceMs: number | undefined;

  constructor(private readonly options: { afterMs: number }) {}

  /**
   * A broker has answered a request of this name.
   * @returns whether only fetches have been answered for so long while the group confirmed nothing
   */
  answered(apiName: string, given: { joined: boolean; nowMs: number }): boolean {
    if (given.joined || OF_GROUP.has(apiName)) this.sinceMs = undefined;
    // Only then: a member that waits for its group fetches nothing.
    else if (apiName === 'Fetch') this.sinceMs ??= given.nowMs;
    return apiName === 'Fetch' && given.nowMs - (this.sinceMs ?? Infinity) > this.options.afterMs;
  }
}
