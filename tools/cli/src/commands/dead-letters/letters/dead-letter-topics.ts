import {
  DEAD_LETTER_ACTIONS,
  DEAD_LETTERS,
  decodeDeadLetter,
  decodeDeadLetterAction,
  type DeadLetterActionRecord,
  type DeadLetterRecord,
} from '@renwatch/events';
import { type KafkaClient } from '@renwatch/kafka';
import { kafka } from '../../../connection/kafka';
import { joinLetters } from './join-letters';
import { namesPatient } from './names-patient';
import { type Letter, type LetterPlace, type LetterRecord } from './letter';

export interface FoundLetters {
  letters: Letter[];
  /** Number of records that this version cannot read: newer ones, or foreign ones. */
  unreadable: number;
}

/** Reads the topics of dead letters and of actions on them, from the beginning to the current end. */
export class DeadLetterTopics {
  constructor(private readonly client: KafkaClient) {}

  /** Every letter, oldest first, without payloads. @throws KafkaUnavailableError (retriable) */
  async letters(): Promise<FoundLetters> {
    const existing = await kafka().existingTopics({ client: this.client });
    const actions = new Map<string, DeadLetterActionRecord[]>();
    const records = new Map<string, LetterRecord>();
    let unreadable = 0;
    const read = async <T>(topic: string, decode: (value: Buffer | null) => T, use: Use<T>) => {
      if (!existing.has(topic)) return;
      for await (const [value, place] of this.values(topic)) {
        const decoded = attempt(() => decode(value));
        if (decoded === undefined) unreadable += 1;
        else use(decoded, place);
      }
    };
    await read(DEAD_LETTER_ACTIONS, decodeDeadLetterAction, (action) => {
      actions.set(action.letterId, [...(actions.get(action.letterId) ?? []), action]);
    });
    await read(DEAD_LETTERS, decodeDeadLetter, (letter, place) =>
      records.set(letter.id, withoutPayload(letter, place)),
    );
    return { letters: joinLetters(records.values(), actions), unreadable };
  }

  /** Returns payloads by record id. @throws KafkaUnavailableError (retriable) */
  async payloads(ids: ReadonlySet<string>): Promise<Map<string, Buffer>> {
    const found = new Map<string, Buffer>();
    for await (const [value] of this.values(DEAD_LETTERS)) {
      const letter = attempt(() => decodeDeadLetter(value));
      if (letter && ids.has(letter.id)) found.set(letter.id, Buffer.from(letter.payload, 'base64'));
    }
    return found;
  }

  /** Returns the letters whose payload names one of these patient numbers. @throws KafkaUnavailableError (retriable) */
  async lettersAbout(mrns: readonly string[]): Promise<Letter[]> {
    if (!(await kafka().existingTopics({ client: this.client })).has(DEAD_LETTERS)) return [];
    const named = new Set<string>();
    for await (const [value] of this.values(DEAD_LETTERS)) {
      const letter = attempt(() => decodeDeadLetter(value));
      if (letter && namesPatient(Buffer.from(letter.payload, 'base64'), mrns)) named.add(letter.id);
    }
    if (named.size === 0) return [];
    const { letters } = await this.letters();
    return letters.filter(({ records }) => records.some(({ id }) => named.has(id)));
  }

  private async *values(topic: string): AsyncGenerator<[Buffer | null, LetterPlace]> {
    for await (const { partition, messages } of kafka().readTopic({
      client: this.client,
      topic,
      from: 'beginning',
    })) {
      for (const { value, offset } of messages) yield [value, { partition, offset }];
    }
  }
}

type Use<T> = (decoded: T, place: LetterPlace) => void;

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function withoutPayload(
  { payload, schema: _schema, ...letter }: DeadLetterRecord,
  place: LetterPlace,
): LetterRecord {
  return { ...letter, bytes: Buffer.byteLength(payload, 'base64'), place };
}
