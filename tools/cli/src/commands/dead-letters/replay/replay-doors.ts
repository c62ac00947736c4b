import { AKI_ALERTS, decodeAkiAlert, InvalidRecordError, NewerSchemaError } from '@renwatch/events';
import { type BatchingProducer } from '@renwatch/kafka';
import { type HostPort } from '@renwatch/runtime';
import { openDatabase, pagesRepository, type Database } from '@renwatch/store';
import { type CommandContext } from '../../../command/command-context';
import { readDatabaseConfiguration } from '../../../connection/config';
import { type Letter } from '../letters/letter';
import { type Door, type DoorAnswer } from './door';
import { type DoorName } from './door-of';
import { GatewayDoor } from './gateway.door';

export interface ReplayDoorsOptions {
  to: HostPort | undefined;
  producer: BatchingProducer;
  context: Pick<CommandContext, 'env'>;
}

const DRAIN_MS = 1_000;

/** Opens each way of replay when it is first used. */
export class ReplayDoors {
  private readonly doors = new Map<DoorName, Door>();
  private gateway: GatewayDoor | undefined;
  private db: Database | undefined;

  constructor(private readonly options: ReplayDoorsOptions) {}

  door(name: DoorName): Door {
    const door = this.doors.get(name) ?? this.open(name);
    this.doors.set(name, door);
    return door;
  }

  async close(): Promise<void> {
    this.gateway?.close();
    await this.db?.close({ drainMs: DRAIN_MS });
  }

  private open(name: DoorName): Door {
    const { to, producer, context } = this.options;
    switch (name) {
      case 'gateway':
        if (!to) throw new Error('a plan with messages needs an address');
        return (this.gateway = new GatewayDoor(to));
      case 'alerts':
        return new AlertsDoor(producer);
      case 'page': {
        const { databaseUrl: url } = readDatabaseConfiguration(context);
        this.db = openDatabase({ url, applicationName: 'renwatch-cli', onError: () => undefined });
        return new PageDoor(this.db);
      }
    }
  }
}

/** Publishes an alert again, byte for byte; the pager knows its id and pages once. */
class AlertsDoor implements Door {
  constructor(private readonly producer: Pick<BatchingProducer, 'send'>) {}

  async send(_letter: Letter, bytes: Buffer): Promise<DoorAnswer> {
    try {
      const key = decodeAkiAlert(bytes).patient.key;
      await this.producer.send({ topic: AKI_ALERTS, key, value: bytes });
      return { isTaken: true, note: `published to ${AKI_ALERTS}` };
    } catch (error) {
      if (!(error instanceof InvalidRecordError || error instanceof NewerSchemaError)) throw error;
      return { isTaken: false, note: `not published: ${error.message}` };
    }
  }
}

/** Makes a refused page due again: the pager sends it with the same Idempotency-Key. */
class PageDoor implements Door {
  constructor(private readonly db: Database) {}

  async send({ records }: Letter): Promise<DoorAnswer> {
    const { alertId } = records[0].source;
    const state = await pagesRepository.reopen(this.db, alertId ?? '');
    switch (state) {
      case 'owed':
        return { isTaken: true, note: 'the page is due again' };
      case 'unchanged':
        return { isTaken: true, note: 'the page was already due or delivered' };
      case 'unknown':
        return {
          isTaken: false,
          note: 'the database has no such page; set DATABASE_URL to the database of its pager',
        };
    }
  }
}
