import { run } from '../../process/run';
import { type Nodes } from './nodes.port';

const NODE_TIMEOUT_MS = 180_000;
const KILL_TIMEOUT_MS = 30_000;
/** Has the control plane and cannot be lost. */
const FIRST_NODE = 'lab-node';
/** One for each node: `containerd.sock`, `containerd-2.sock`. */
const SOCKETS = '/run/k8s-lab';

/** The further node of a lab cluster, by the lab's command. */
export class LabNodes implements Nodes {
  constructor(
    private readonly lab: string,
    readonly spare: string,
  ) {}

  /** @returns undefined where the cluster has one node only */
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
