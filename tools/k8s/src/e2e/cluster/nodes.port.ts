/** What a trial does to a node and to containers that Kubernetes itself offers no command for. */
export interface Nodes {
  /** The node that may be lost. */
  readonly spare: string;
  /** The power cord of the spare node: everything on it stops at once. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** The spare node is off the network, while its processes go on. */
  partition(): Promise<void>;
  heal(): Promise<void>;
  /** SIGKILL to a container's first process. */
  killContainer(node: string, containerId: string): Promise<void>;
}
