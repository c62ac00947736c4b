import { AssignerProtocol, type PartitionAssigner } from 'kafkajs';
import { divideTasks, type TaskMember } from './divide-tasks';

export type TaskClaims = Omit<TaskMember, 'memberId'>;

export interface TaskAssignerOptions {
  topic: string;
  /** Asked each time that this member joins. */
  claims: () => TaskClaims;
}

const NAME = 'renwatch-tasks';
const VERSION = 1;
/** No topic's name may hold it, so that a task is never taken for a topic. */
const SEPARATOR = '/';

/**
 * Divides tasks in place of partitions. A member's claims travel as its user data; kafkajs gives a member no user data
 * of its assignment, so a task travels as a topic, `<topic>/<task>`, that nobody subscribed to. Every member is given
 * every partition of the topic itself: what is written there is for all.
 */
export function taskAssigner({ topic, claims }: TaskAssignerOptions): PartitionAssigner {
  return ({ cluster }) => ({
    name: NAME,
    version: VERSION,
    protocol: ({ topics }) => ({
      name: NAME,
      metadata: AssignerProtocol.MemberMetadata.encode({
        version: VERSION,
        topics,
        userData: Buffer.from(JSON.stringify(claims())),
      }),
    }),
    assign: async ({ members }) => {
      const partitions = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId);
      const shares = divideTasks(
        members.map(({ memberId, memberMetadata }) => ({ memberId, ...readClaims(memberMetadata) })),
      );
      return [...shares].map(([memberId, tasks]) => ({
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({
          version: VERSION,
          assignment: Object.fromEntries([
            [topic, partitions],
            ...tasks.map((task) => [`${topic}${SEPARATOR}${task}`, []]),
          ]),
          userData: Buffer.alloc(0),
        }),
      }));
    },
  });
}

/** The tasks among the topics that kafkajs was assigned and did not subscribe to. */
export function tasksAmong(topics: readonly string[], topic: string): string[] {
  const prefix = `${topic}${SEPARATOR}`;
  return topics.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

function readClaims(memberMetadata: Buffer): TaskClaims {
  const { userData } = AssignerProtocol.MemberMetadata.decode(memberMetadata) ?? {};
  return JSON.parse(String(userData)) as TaskClaims;
}
