import { FaultProxy } from '@renwatch/testing';
import { type Names, type Places } from '@renwatch/e2e';

const LOOPBACK = '127.0.0.1';

/** Proxies between the services and everything that they talk to; each can fail as a network does. */
export class Links {
  readonly gateways: FaultProxy[] = [];
  readonly broker: FaultProxy;
  private others: { database: FaultProxy; endpoint: FaultProxy } | undefined;

  /** `brokerPort`: where the broker sends clients that come through the proxy; `brokerListener`: where it takes them. */
  constructor({ brokerPort, brokerListener }: { brokerPort: number; brokerListener: () => string }) {
    this.broker = new FaultProxy({ target: brokerListener, port: brokerPort });
  }

  /** Ports of the gateways, as a sender dials them. */
  get gatewayPorts(): number[] {
    return this.gateways.map(({ address }) => portOf(address));
  }

  get database(): FaultProxy {
    return this.opened().database;
  }

  get endpoint(): FaultProxy {
    return this.opened().endpoint;
  }

  /** Opens the links of a run; returns where services find what is behind them. */
  async open({ databaseUrl, pagerAddress }: Places, names: Names): Promise<Places> {
    const url = new URL(databaseUrl);
    this.others = {
      database: new FaultProxy({ target: url.host }),
      endpoint: new FaultProxy({ target: `${LOOPBACK}:${portOf(pagerAddress)}` }),
    };
    await Promise.all([this.broker, this.database, this.endpoint].map((link) => link.listen()));
    url.hostname = names.database;
    url.port = String(portOf(this.database.address));
    return {
      brokers: this.broker.address,
      databaseUrl: url.toString(),
      pagerAddress: `${names.endpoint}:${portOf(this.endpoint.address)}`,
    };
  }

  /** Puts a link before a gateway's port, and returns the port to dial in its place. */
  async toGateway(port: number): Promise<number> {
    const link = new FaultProxy({ target: `${LOOPBACK}:${port}` });
    this.gateways.push(link);
    return (await link.listen()).port;
  }

  async close(): Promise<void> {
    const { database, endpoint } = this.others ?? {};
    const all = [this.broker, database, endpoint, ...this.gateways];
    await Promise.all(all.map((link) => link?.close()));
  }

  private opened(): { database: FaultProxy; endpoint: FaultProxy } {
    if (!this.others) throw new Error('the links are not open yet');
    return this.others;
  }
}

const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(':') + 1));
