/** A pod, as far as a trial reads it. */
export interface Pod {
  metadata: { name: string; creationTimestamp: string; deletionTimestamp?: string };
  spec: { nodeName?: string };
  status: {
    phase: string;
    containerStatuses?: { containerID?: string; ready: boolean; restartCount: number }[];
  };
}
