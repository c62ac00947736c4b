import { run } from '../../process/run';
import { type Nodes } from './nodes.port';

const NODE_TIMEOUT_MS = 180_000;
const KILL_TIMEOUT_MS = 30_000;
/** Runs the control plane, so it is never taken away. */
const FIRST_NODE = 'lab-node';
/** Folder with one socket per node: `containerd.sock`, `containerd-2.sock`. */
const SOCKETS = '/run/k8s-lab';

/** Controls the second node of a lab cluster through the lab's command. */
export class LabNodes implements Nodes {
  constructor(
    private readonly lab: string,
    readonly spare: string,
  ) {}

  /** Returns undefined if the cluster has only one node. */
  static async find(lab: string): Promise<LabNodes | undefined> {
    const names = (await run('kubectl', ['get', 'nodes', '--output=name'])).trim().split('\n');
    const spare = names.map((name) => name.replace(/^node\//, '')).find((name) => name !== FIRST_NODE);
    return spare === undefined ? undefined : new LabNodes(lab, spare);
  }

  kill = () => this.command('node-kill');
  start = () => this.command('node-start');
  partition = () => this.command('node-partition');
  heal = () => this.command('node-heal');

  async killContainer(node: string, containerId: string): Promise<void> {
    const socket = `${SOCKETS}/containerd${node.slice(FIRST_NODE.length)}.sock`;
    const id = containerId.replace(/^containerd:\/\//, '');
    const kill = ['tasks', 'kill', '--signal', 'SIGKILL', id];
    await run('ctr', ['--address', socket, '--namespace', 'k8s.io', ...kill], { timeoutMs: KILL_TIMEOUT_MS });
  }

  private async command(verb: string): Promise<void> {
    await run(this.lab, [verb, this.spare], { timeoutMs: NODE_TIMEOUT_MS });
  }
}
