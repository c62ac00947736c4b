import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort, waitFor } from '@renwatch/testing';

const WAIT_MS = 30_000;

/** A peer's server in a process of its own. */
export class PeerServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(name: string): Promise<PeerServer> {
    const port = await freePort();
    const child = spawn(process.execPath, [join(__dirname, 'peer-server.main.js'), name, String(port)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await waitFor(() => accepts(port), { timeoutMs: WAIT_MS, what: `${name} to listen` });
    return new PeerServer(child, port);
  }

  get pid(): number {
    return this.child.pid ?? NaN;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill();
    await ended;
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
