/** Actions on nodes and containers for which Kubernetes has no command. */
export interface Nodes {
  /** The node that may be taken away. */
  readonly spare: string;
  /** Cuts the power of the spare node: everything on it stops at once. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Cuts the spare node off the network; its processes keep running. */
  partition(): Promise<void>;
  heal(): Promise<void>;
  /** Sends SIGKILL to a container's first process. */
  killContainer(node: string, containerId: string): Promise<void>;
}
