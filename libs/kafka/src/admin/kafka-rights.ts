import { AKI_ALERTS, DEAD_LETTER_ACTIONS, DEAD_LETTERS, GATEWAY_FEEDS, HL7_MESSAGES } from '@renwatch/events';

/** A part of Renwatch that may have a login of its own at the brokers. `operator` is `npx renwatch`. */
export const KAFKA_USERS = ['gateway', 'inference', 'pager', 'operator'] as const;
export type KafkaUser = (typeof KAFKA_USERS)[number];

export type KafkaOperation = 'Create' | 'Delete' | 'Describe' | 'DescribeConfigs' | 'Read' | 'Write';

export interface KafkaRight {
  resource: 'topic' | 'group';
  name: string;
  /** The right is for every name that begins so. */
  isPrefix?: true;
  operations: readonly KafkaOperation[];
}

/** Every service creates its topics if they are missing, and checks their settings. */
const PREPARE = ['Create', 'Describe', 'DescribeConfigs'] as const;
const topic = (name: string, ...operations: KafkaOperation[]): KafkaRight => ({
  ...{ resource: 'topic', name },
  operations: [...PREPARE, ...operations],
});
const group = (name: string): KafkaRight => ({
  ...{ resource: 'group', name },
  operations: ['Describe', 'Read'],
});
/** Commands read a topic under a group that they delete afterwards (readTopic); its name begins with the client's. */
const readersOf = (client: string): KafkaRight => ({
  ...{ resource: 'group', name: `${client}-read-`, isPrefix: true },
  operations: ['Describe', 'Read', 'Delete'],
});

/** Rights of each user. Nobody may delete a topic, alter its settings, or do anything to the cluster. Groups are KAFKA_GROUP's defaults. */
export const KAFKA_RIGHTS: Readonly<Record<KafkaUser, readonly KafkaRight[]>> = {
  gateway: [
    topic(HL7_MESSAGES, 'Write'),
    topic(DEAD_LETTERS, 'Write'),
    topic(GATEWAY_FEEDS, 'Read', 'Write'),
    group('renwatch-gateway'),
  ],
  inference: [
    topic(HL7_MESSAGES, 'Read'),
    topic(AKI_ALERTS, 'Write'),
    topic(DEAD_LETTERS, 'Write'),
    group('inference'),
  ],
  pager: [topic(AKI_ALERTS, 'Read'), topic(DEAD_LETTERS, 'Write'), group('pager')],
  operator: [
    topic(DEAD_LETTERS, 'Read'),
    topic(DEAD_LETTER_ACTIONS, 'Read', 'Write'),
    // An alert that the pager could not read is replayed to its topic.
    topic(AKI_ALERTS, 'Write'),
    readersOf('renwatch-cli'),
  ],
};

/**
 * Returns the commands that give the rights to these principals, a line each, for a shell.
 * @param principals such as `User:renwatch-gateway`
 */
export function kafkaAclCommands(principals: Readonly<Partial<Record<KafkaUser, string>>>): string[] {
  return KAFKA_USERS.flatMap((user) => {
    const principal = principals[user];
    if (principal === undefined) return [];
    return KAFKA_RIGHTS[user].map(({ resource, name, isPrefix, operations }) =>
      [
        'kafka-acls.sh --bootstrap-server "$BROKERS" --command-config admin.properties --add',
        `--allow-principal '${principal}'`,
        ...operations.map((operation) => `--operation ${operation}`),
        `--${resource} '${name}'`,
        ...(isPrefix ? ['--resource-pattern-type prefixed'] : []),
      ].join(' '),
    );
  });
}
