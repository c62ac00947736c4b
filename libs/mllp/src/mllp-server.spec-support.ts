import { ByteBudget } from './connection/byte-budget';
import { type CloseReason } from './connection/connection.events';
import { type FrameHandler } from './connection/frame-handler';
import { RawPeer, until } from './mllp.spec-support';
import { MllpServer, type MllpServerOptions } from './mllp-server';

/** A server with small limits, and what it reported. */
export interface StartedServer {
  server: MllpServer;
  port: number;
  budget: ByteBudget;
  reasons: CloseReason[];
  failures: unknown[];
  /** Connects from a local address, by default 127.0.0.1. */
  peer: (localAddress?: string) => Promise<RawPeer>;
}

/** Starts servers, and closes them and their peers after each test. Servers share nothing, so that no test affects another. */
export function useServers() {
  const servers: StartedServer[] = [];
  const peers: RawPeer[] = [];

  const start = async (
    handler: FrameHandler,
    { events, ...own }: Partial<MllpServerOptions> = {},
  ): Promise<StartedServer> => {
    const reasons: CloseReason[] = [];
    const failures: unknown[] = [];
    const budget = own.budget ?? new ByteBudget({ maxBytes: 1 << 20 });
    const server = new MllpServer({
      host: '127.0.0.1',
      port: 0,
      maxFrameBytes: 1024,
      maxConnections: 100,
      closeGraceMs: 200,
      handler,
      ...own,
      budget,
      events: {
        disconnected: (_connection, reason) => void reasons.push(reason),
        handlerFailed: (_connection, error) => void failures.push(error),
        ...events,
      },
    });
    const { port } = await server.listen();
    const peer = async (localAddress?: string): Promise<RawPeer> => {
      const dialled = await RawPeer.connect(port, localAddress);
      peers.push(dialled);
      return dialled;
    };
    const started = { server, port, budget, reasons, failures, peer };
    servers.push(started);
    return started;
  };

  afterEach(async () => {
    for (const { socket } of peers.splice(0)) socket.destroy();
    for (const { server, budget } of servers.splice(0)) {
      await server.close({ drainMs: 0 });
      await until(() => budget.usedBytes === 0, 'every byte to be given back to the budget');
    }
  });

  return { start };
}
