import { type BatchingProducer } from '@renwatch/kafka';
import { type HostPort } from '@renwatch/runtime';
import { openDatabase, type Database } from '@renwatch/store';
import { type CommandContext } from '../../../command/command-context';
import { readDatabaseConfiguration } from '../../../config';
import { AlertsDoor } from './alerts.door';
import { type Door } from './door';
import { type DoorName } from './door-of';
import { GatewayDoor } from './gateway.door';
import { PageDoor } from './page.door';

export interface ReplayDoorsOptions {
  to: HostPort | undefined;
  producer: BatchingProducer;
  context: Pick<CommandContext, 'env'>;
}

const DRAIN_MS = 1_000;

/** The doors that are needed, each opened when first used. */
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
        if (!to) throw new Error('a plan with messages has an address');
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
