import { ByteBudget } from './connection/byte-budget';
import { type CloseReason } from './connection/connection.events';
import { type FrameHandler } from './connection/frame-handler';
import { RawPeer, until } from './mllp.spec-support';
import { MllpServer, type MllpServerOptions } from './mllp-server';

/** Starts servers with small limits, and closes them and their peers after each test of the file. */
export function useServers() {
  const open: (MllpServer | RawPeer)[] = [];
  const reasons: CloseReason[] = [];
  const failures: unknown[] = [];
  const budget = new ByteBudget({ maxBytes: 1 << 20 });

  const dialIn = async (port: number): Promise<RawPeer> => {
    const peer = await RawPeer.connect(port);
    open.push(peer);
    return peer;
  };

  const start = async (handler: FrameHandler, own: Partial<MllpServerOptions> = {}) => {
    const server = new MllpServer({
      host: '127.0.0.1',
      port: 0,
      maxFrameBytes: 1024,
      maxConnections: 100,
      closeGraceMs: 200,
      budget,
      handler,
      events: {
        disconnected: (_connection, reason) => void reasons.push(reason),
        handlerFailed: (_connection, error) => void failures.push(error),
      },
      ...own,
    });
    open.push(server);
    const { port } = await server.listen();
    return { server, port, peer: () => dialIn(port) };
  };

  beforeEach(() => {
    reasons.length = 0;
    failures.length = 0;
  });

  afterEach(async () => {
    for (const opened of open.splice(0).reverse()) {
      if (opened instanceof RawPeer) opened.socket.destroy();
      else await opened.close({ drainMs: 0 });
    }
    await until(() => budget.usedBytes === 0, 'every byte to be given back to the budget');
  });

  return { start, reasons, failures, budget };
}
