import { type RequiredGuarantees, topicFaults } from './topic-faults';

const DAY_MS = 86_400_000;
const SAFE = {
  'cleanup.policy': 'delete',
  'retention.ms': String(30 * DAY_MS),
  'retention.bytes': '-1',
  'unclean.leader.election.enable': 'false',
  'min.insync.replicas': '2',
  'max.message.bytes': '5000',
};
const required: RequiredGuarantees = {
  minReplication: 1,
  minInSync: 1,
  minMessageBytes: 5_000,
  retention: { minMs: 7 * DAY_MS, mayBeSized: false },
};

const faultsOf = (
  changed: Partial<Record<keyof typeof SAFE, string>>,
  copies = 3,
  asked: RequiredGuarantees = required,
) => {
  const settings = new Map(Object.entries({ ...SAFE, ...changed }));
  return topicFaults({ copies, setting: (name) => settings.get(name) }, asked);
};

describe('topicFaults', () => {
  it.each([
    ['compaction', { 'cleanup.policy': 'compact' }, /^cleanup\.policy is compact; set it to delete: /],
    ['compaction too', { 'cleanup.policy': 'compact,delete' }, /^cleanup\.policy is compact,delete; /],
    ['a short retention', { 'retention.ms': '3600000' }, /^retention\.ms is 3600000; at least 604800000 /],
    ['no retention at all', { 'retention.ms': '0' }, /^retention\.ms is 0; /],
    ['a limit by size', { 'retention.bytes': '1048576' }, /^retention\.bytes is 1048576; set it to -1: /],
    [
      'an unclean election',
      { 'unclean.leader.election.enable': 'true' },
      /^unclean\.leader\.election\.enable is true; set it to false: /,
    ],
    [
      'one replica in sync of three',
      { 'min.insync.replicas': '1' },
      /^min\.insync\.replicas is 1; at least 2 /,
    ],
    ['small messages', { 'max.message.bytes': '4999' }, /^max\.message\.bytes is 4999; at least 5000 /],
  ])('finds %s', (_case, changed, fault) => {
    expect(faultsOf(changed)).toEqual([expect.stringMatching(fault)]);
  });

  it.each([
    ['safe settings', {}, 3, required],
    ['records kept without end', { 'retention.ms': '-1' }, 3, required],
    ['one replica in sync of one', { 'min.insync.replicas': '1' }, 1, required],
    [
      'a limit by size where it is allowed',
      { 'retention.bytes': '1048576' },
      3,
      { ...required, retention: { minMs: DAY_MS, mayBeSized: true } },
    ],
    [
      'any retention of records that mean nothing later',
      { 'cleanup.policy': 'compact', 'retention.ms': '1', 'retention.bytes': '1' },
      3,
      { ...required, retention: undefined },
    ],
  ])('accepts %s', (_case, changed, copies, asked) => {
    expect(faultsOf(changed, copies, asked)).toEqual([]);
  });
});
