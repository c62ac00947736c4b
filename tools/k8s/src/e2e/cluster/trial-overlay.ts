import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { renderText } from '../../manifests/kustomize';
import { MANIFESTS } from '../../manifests/workspace';
import { EVENTS_FILE } from './simulator-events';

export interface TrialOptions {
  namespace: string;
  seed: string;
  days: number;
  /** `max`, or N times real time. */
  speed: string;
  /** A node that will be taken away. Broker, database and hospital avoid it, so that only services are lost. */
  spareNode?: string;
}

/** Renders the local overlay with a stream that ends, and a hospital that records events and keeps its position. */
export function renderTrial({ namespace, seed, days, speed, spareNode }: TrialOptions): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'renwatch-trial-'));
  writeFileSync(path.join(folder, 'volume.yaml'), stringify(POSITION_CLAIM));
  const overlay = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace,
    resources: [path.relative(folder, path.join(MANIFESTS, 'overlays', 'local')), 'volume.yaml'],
    configMapGenerator: [
      {
        name: 'renwatch',
        behavior: 'merge',
        literals: [
          `SIMULATOR_SEED=${seed}`,
          `SIMULATOR_DAYS=${days}`,
          `SIMULATOR_SPEED=${speed}`,
          `SIMULATOR_EVENTS=${EVENTS_FILE}`,
        ],
      },
    ],
    patches: [
      patch('Deployment', 'simulator', KEPT_POSITION),
      ...(spareNode === undefined
        ? []
        : STAYING.map(([kind, name]) => patch(kind, name, keepOff(spareNode)))),
    ],
  };
  try {
    writeFileSync(path.join(folder, 'kustomization.yaml'), stringify(overlay));
    return renderText(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const STAYING = [
  ['StatefulSet', 'kafka'],
  ['StatefulSet', 'postgres'],
  ['Deployment', 'simulator'],
] as const;

const POSITION_CLAIM = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'position' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

const KEPT_POSITION = {
  template: {
    spec: {
      volumes: [{ name: 'position', emptyDir: null, persistentVolumeClaim: { claimName: 'position' } }],
    },
  },
};

const keepOff = (node: string) => {
  const elsewhere = { key: 'kubernetes.io/hostname', operator: 'NotIn', values: [node] };
  const required = { nodeSelectorTerms: [{ matchExpressions: [elsewhere] }] };
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } };
  return { template: { spec: { affinity } } };
};

const patch = (kind: string, name: string, spec: object) => ({
  target: { kind, name },
  patch: stringify({ apiVersion: 'apps/v1', kind, metadata: { name }, spec }),
});
