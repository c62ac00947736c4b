import syncGroup from 'kafkajs/src/protocol/requests/syncGroup';

/** A session and five seconds: by then a leader that says nothing has been put out, and the group answers. */
const SYNC_TIMEOUT_MS = 15_000;
const { protocol } = syncGroup;

/**
 * Gives SyncGroup, which is answered when the group's leader has divided the partitions, the time for it. kafkajs does so
 * for JoinGroup only: with a slow leader all others gave up after a request's usual time, those that had just come without
 * leaving, and the group stood still until their sessions were over. Idempotent.
 */
export function waitForLeader(): void {
  syncGroup.protocol = (version) => (parameters) => ({
    ...protocol(version)(parameters),
    requestTimeout: SYNC_TIMEOUT_MS,
  });
}
