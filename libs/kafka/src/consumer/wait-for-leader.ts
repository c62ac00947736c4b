import syncGroup from 'kafkajs/src/protocol/requests/syncGroup';

/** Over and above a session: by then a leader that says nothing has been put out, and the group has answered. */
const MARGIN_MS = 5_000;
const { protocol } = syncGroup;
let requestTimeout = 0;

/**
 * Gives SyncGroup, which is answered when the group's leader has divided the partitions, the time for it. kafkajs does so
 * for JoinGroup only: with a slow leader all others gave up after a request's usual time, those that had just come without
 * leaving, and the group stood still until their sessions were over. It holds for
 * every group of the process: the longest session counts.
 */
export function waitForLeader(sessionTimeoutMs: number): void {
  requestTimeout = Math.max(requestTimeout, sessionTimeoutMs + MARGIN_MS);
  syncGroup.protocol = (version) => (parameters) => ({
    ...protocol(version)(parameters),
    requestTimeout,
  });
}
