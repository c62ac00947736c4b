import { type TopicRetention } from '@renwatch/events';

export interface RequiredGuarantees {
  /** Copies that each partition must have. */
  minReplication: number;
  /** Minimum of `min.insync.replicas`, the number of replicas that have a record before it is acknowledged. */
  minInSync: number;
  /** Minimum of `max.message.bytes`. */
  minMessageBytes?: number;
  /** Undefined: not checked. */
  retention?: TopicRetention | undefined;
}

export interface FoundTopic {
  /** Copies of the partition that has the fewest. */
  copies: number;
  /** Value of a setting of the topic, or of the brokers if the topic has none. */
  setting: (name: string) => string | undefined;
}

/** With so many copies, one may be lost without stopping writes, so there is no reason to acknowledge with a single one. */
const COPIES_OF_PRODUCTION = 3;

/** Returns what a topic lacks, each with the setting, its value and the remedy. */
export function topicFaults({ copies, setting }: FoundTopic, required: RequiredGuarantees): string[] {
  const { minReplication, minInSync, minMessageBytes = 0, retention } = required;
  const faults: string[] = [];
  const atLeast = (name: string, has: number, wants: number) => {
    if (!(has >= wants)) faults.push(`${name} is ${has}; at least ${wants} is required`);
  };
  const mustBe = (name: string, wants: string, why: string) => {
    const has = setting(name);
    if (has !== undefined && has !== wants) faults.push(`${name} is ${has}; set it to ${wants}: ${why}`);
  };
  const inSync = copies >= COPIES_OF_PRODUCTION ? Math.max(2, minInSync) : minInSync;
  atLeast('replication', copies, minReplication);
  atLeast('min.insync.replicas', Number(setting('min.insync.replicas')), inSync);
  atLeast('max.message.bytes', Number(setting('max.message.bytes')), minMessageBytes);
  mustBe(
    'unclean.leader.election.enable',
    'false',
    'a replica that is behind would lose acknowledged records',
  );
  if (!retention) return faults;
  mustBe('cleanup.policy', 'delete', 'compaction removes all but the last record of a patient');
  const retentionMs = Number(setting('retention.ms'));
  if (retentionMs !== -1) atLeast('retention.ms', retentionMs, retention.minMs);
  if (!retention.mayBeSized)
    mustBe('retention.bytes', '-1', 'records must stay until they are processed, whatever their size');
  return faults;
}
