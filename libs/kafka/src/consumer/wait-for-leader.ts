import syncGroup from 'kafkajs/src/protocol/requests/syncGroup';

/** On top of a session: by then the group has removed a silent leader and answered. */
const MARGIN_MS = 5_000;
const { protocol } = syncGroup;
let requestTimeout = 0;

/**
 * Gives SyncGroup enough time: the broker answers it only when the group's leader has assigned the partitions. kafkajs does
 * this only for JoinGroup, so with a slow leader all other members timed out, new ones without leaving, and the group stood
 * still until their sessions ended. The longest session applies to every group of the process.
 */
export function waitForLeader(sessionTimeoutMs: number): void {
  requestTimeout = Math.max(requestTimeout, sessionTimeoutMs + MARGIN_MS);
  syncGroup.protocol = (version) => (parameters) => ({
    ...protocol(version)(parameters),
    requestTimeout,
  });
}
