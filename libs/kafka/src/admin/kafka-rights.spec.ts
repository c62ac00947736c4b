import {
  AKI_ALERTS,
  akiAlertsTopic,
  DEAD_LETTER_ACTIONS,
  DEAD_LETTERS,
  deadLetterActionsTopic,
  deadLettersTopic,
  DEFAULT_TOPIC_SIZING,
  GATEWAY_FEEDS,
  gatewayFeedsTopic,
  HL7_MESSAGES,
  hl7MessagesTopic,
} from '@renwatch/events';
import { startKafkaBroker, TestAuthority, waitFor, type KafkaBroker } from '@renwatch/testing';
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } from 'kafkajs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clusterId } from './cluster-id';
import { ensureTopics } from './ensure-topics';
import { readTopic } from './read-topic';
import { removeTopics } from './remove-topics';
import { verifyTopic } from './verify-topic';
import { withAdmin } from './with-admin';
import { createKafkaClient, type KafkaClient } from '../client/kafka-client';
import { BatchConsumer } from '../consumer/batch-consumer';
import { silentLog, testClient, valuesOn } from '../kafka.spec-support';
import { BatchingProducer } from '../producer/batching-producer';
import { KAFKA_RIGHTS, KAFKA_USERS, kafkaAclCommands, type KafkaRight, type KafkaUser } from './kafka-rights';

const SIZING = { ...DEFAULT_TOPIC_SIZING, partitions: 1 };
const BOUNDS = { maxBatchBytes: 1e6, maxBatchMessages: 10, maxWaitingBytes: 1e6, sendTimeoutMs: 20_000 };
const OPERATIONS = {
  Create: AclOperationTypes.CREATE,
  Delete: AclOperationTypes.DELETE,
  Describe: AclOperationTypes.DESCRIBE,
  DescribeConfigs: AclOperationTypes.DESCRIBE_CONFIGS,
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
};

function aclsOf(user: KafkaUser, { resource, name, isPrefix, operations }: KafkaRight) {
  return operations.map((operation) => ({
    principal: `User:${user}`,
    host: '*',
    permissionType: AclPermissionTypes.ALLOW,
    resourceType: resource === 'topic' ? AclResourceTypes.TOPIC : AclResourceTypes.GROUP,
    resourceName: name,
    resourcePatternType: isPrefix ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
    operation: OPERATIONS[operation],
  }));
}

describe('rights at the brokers', () => {
  let dataDir: string;
  let broker: KafkaBroker;
  let certificate: Awaited<ReturnType<TestAuthority['issue']>>;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'renwatch-rights-'));
    const authority = await TestAuthority.create();
    certificate = await authority.issue({ host: '127.0.0.1' });
    const [keystoreFile, truststoreFile] = [path.join(dataDir, 'broker.pem'), path.join(dataDir, 'ca.pem')];
    await writeFile(keystoreFile, `${certificate.key}\n${certificate.cert}`, { mode: 0o600 });
    await writeFile(truststoreFile, certificate.ca);
    const users = Object.fromEntries(KAFKA_USERS.map((user) => [user, `of ${user}`]));
    const secured = { keystoreFile, truststoreFile, username: 'nobody', password: 'none', users };
    broker = await startKafkaBroker({ dataDir, secured, dieWithParent: true, temporary: true });
    const acl = KAFKA_USERS.flatMap((user) => KAFKA_RIGHTS[user].flatMap((right) => aclsOf(user, right)));
    const administrator = testClient({ brokers: [broker.brokers] });
    await withAdmin(administrator, (admin) => admin.createAcls({ acl }));
  }, 180_000);

  afterAll(async () => {
    await broker.kill();
    await rm(dataDir, { recursive: true, force: true });
  });

  function clientOf(username: KafkaUser, clientId: string = username): KafkaClient {
    const brokers = [broker.securedListener as string];
    const sasl = { mechanism: 'plain', username, password: `of ${username}` } as const;
    return createKafkaClient({ brokers, clientId, log: silentLog, tls: () => certificate, sasl });
  }

  async function write(client: KafkaClient, topics: readonly string[]): Promise<void> {
    const producer = new BatchingProducer({ client, ...BOUNDS });
    try {
      for (const topic of topics) await producer.send({ topic, key: 'k', value: Buffer.from('v') });
    } finally {
      await producer.close({ drainMs: 1_000 });
    }
  }

  async function consume(client: KafkaClient, groupId: string, topic: string): Promise<void> {
    let taken = 0;
    const consumer = new BatchConsumer({
      ...{ client, groupId, topic, maxBatchMessages: 10, maxWaitMs: 100 },
      handler: async ({ messages }) => {
        taken += messages.length;
        return { kind: 'done' };
      },
    });
    await consumer.start();
    await waitFor(() => taken > 0, { timeoutMs: 30_000, what: `a record of ${topic}` });
    await consumer.stop({ drainMs: 5_000 });
  }

  it('let each service do its work, from an empty cluster', async () => {
    const gateway = clientOf('gateway');
    const entrance = [hl7MessagesTopic, deadLettersTopic, gatewayFeedsTopic].map((spec) => spec(SIZING));
    await ensureTopics({ client: gateway, topics: entrance, log: silentLog });
    await verifyTopic({ client: gateway, topic: HL7_MESSAGES, minReplication: 1, minInSync: 1 });
    await write(gateway, [HL7_MESSAGES, DEAD_LETTERS, GATEWAY_FEEDS]);
    await consume(gateway, 'renwatch-gateway', GATEWAY_FEEDS);

    const inference = clientOf('inference');
    const topics = [hl7MessagesTopic, akiAlertsTopic, deadLettersTopic].map((spec) => spec(SIZING));
    await ensureTopics({ client: inference, topics, log: silentLog });
    for (const topic of [HL7_MESSAGES, AKI_ALERTS, DEAD_LETTERS])
      await verifyTopic({ client: inference, topic, minReplication: 1, minInSync: 1 });
    expect(await clusterId(inference)).not.toBe('');
    await consume(inference, 'inference', HL7_MESSAGES);
    await write(inference, [AKI_ALERTS, DEAD_LETTERS]);

    const pager = clientOf('pager');
    const exit = [akiAlertsTopic, deadLettersTopic].map((spec) => spec(SIZING));
    await ensureTopics({ client: pager, topics: exit, log: silentLog });
    await consume(pager, 'pager', AKI_ALERTS);
    await write(pager, [DEAD_LETTERS]);

    const operator = clientOf('operator', 'renwatch-cli');
    await ensureTopics({ client: operator, topics: [deadLetterActionsTopic(SIZING)], log: silentLog });
    await write(operator, [DEAD_LETTER_ACTIONS, AKI_ALERTS]);
    expect(await valuesOn(operator, DEAD_LETTERS)).toEqual(['v']);
    expect(await valuesOn(operator, DEAD_LETTER_ACTIONS)).toEqual(['v']);
  }, 120_000);

  it.each<[KafkaUser, string]>([
    ['gateway', AKI_ALERTS],
    ['inference', HL7_MESSAGES],
    ['pager', AKI_ALERTS],
    ['operator', HL7_MESSAGES],
  ])('keep %s from writing %s', async (user, topic) => {
    await expect(write(clientOf(user), [topic])).rejects.toThrow();
  });

  it.each<[KafkaUser, string]>([
    ['gateway', HL7_MESSAGES],
    ['inference', DEAD_LETTERS],
    ['pager', HL7_MESSAGES],
    ['operator', HL7_MESSAGES],
  ])('keep %s from reading %s', async (user, topic) => {
    const reading = async () => {
      for await (const _ of readTopic({ client: clientOf(user), topic, from: 'beginning' })) return;
    };
    await expect(reading()).rejects.toMatchObject({ name: 'KafkaUnavailableError' });
  });

  it.each(KAFKA_USERS)('keep %s from removing a topic', async (user) => {
    await expect(
      removeTopics({ client: clientOf(user), topics: [DEAD_LETTERS], goneTimeoutMs: 1_000 }),
    ).rejects.toMatchObject({ name: 'KafkaUnavailableError' });
  });

  it('are printed as commands for the principals that are named', () => {
    const lines = kafkaAclCommands({ pager: 'User:CN=pager', operator: 'User:on-call' });
    expect(lines).toHaveLength(KAFKA_RIGHTS.pager.length + KAFKA_RIGHTS.operator.length);
    expect(lines[0]).toBe(
      `kafka-acls.sh --bootstrap-server "$BROKERS" --command-config admin.properties --add --allow-principal 'User:CN=pager' ` +
        `--operation Create --operation Describe --operation DescribeConfigs --operation Read --topic 'aki.alerts'`,
    );
    expect(lines.at(-1)).toMatch(/--group 'renwatch-cli-read-' --resource-pattern-type prefixed$/);
  });
});
