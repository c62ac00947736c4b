import { type KubeObject, type PodSpec } from '../manifests/kube-object';
import { podFaults } from './pod-rules';

const good = (): KubeObject & {
  spec: { template: { metadata: { labels: Record<string, string> }; spec: PodSpec } };
} => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'pager', namespace: 'renwatch' },
  spec: {
    strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: {
      metadata: {
        labels: {
          'app.kubernetes.io/name': 'pager',
          'app.kubernetes.io/component': 'paging',
          'app.kubernetes.io/part-of': 'renwatch',
        },
      },
      spec: {
        serviceAccountName: 'pager',
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 30,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
        tolerations: ['unreachable', 'not-ready'].map((lost) => ({
          key: `node.kubernetes.io/${lost}`,
          effect: 'NoExecute',
          tolerationSeconds: 10,
        })),
        topologySpreadConstraints: [
          { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
        ],
        containers: [container()],
      },
    },
  },
});

const container = () => ({
  name: 'pager',
  image: 'renwatch/pager:0.1.0',
  startupProbe: { httpGet: { path: '/livez', port: 'http' } },
  livenessProbe: { httpGet: { path: '/livez', port: 'http' } },
  readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
  resources: { requests: { cpu: '20m', memory: '128Mi' }, limits: { cpu: '1', memory: '256Mi' } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
});

const with_ = (change: (pod: PodSpec) => void): string[] => {
  const object = good();
  change(object.spec.template.spec);
  return podFaults(object);
};
const withContainer = (change: object): string[] =>
  with_((pod) => (pod.containers = [{ ...container(), ...change }]));

describe('the rules for a pod', () => {
  it('accept a good pod', () => {
    expect(podFaults(good())).toEqual([]);
  });

  it.each<[string, (pod: PodSpec) => void, string]>([
    ['root', (pod) => (pod.securityContext = { runAsNonRoot: true, runAsUser: 0 }), 'may run as root'],
    [
      'no seccomp profile',
      (pod) => (pod.securityContext = { runAsNonRoot: true, runAsUser: 1 }),
      'lacks the seccomp',
    ],
    ['a token', (pod) => delete pod.automountServiceAccountToken, 'mounts a service account token'],
    ['the default account', (pod) => delete pod.serviceAccountName, 'runs as the default service account'],
    ["its node's network", (pod) => (pod.hostNetwork = true), 'shares the network'],
    ['too short a grace', (pod) => (pod.terminationGracePeriodSeconds = 8), 'is killed after 8 s'],
    [
      'a grace that a preStop hook uses up',
      ({ containers: [first] }) => first && (first.lifecycle = { preStop: { sleep: { seconds: 20 } } }),
      'is killed after 30 s',
    ],
    ['five minutes on a lost node', (pod) => delete pod.tolerations, 'stays on a lost node'],
    ['five minutes on a node that is not ready', (pod) => pod.tolerations?.pop(), 'stays on a lost node'],
    ['no spreading', (pod) => delete pod.topologySpreadConstraints, 'is not softly spread'],
  ])('find %s', (_, change, fault) => {
    expect(with_(change)).toContainEqual(expect.stringContaining(`Deployment/pager: ${fault}`));
  });

  it.each([
    [{ image: 'renwatch/pager' }, 'has no tag'],
    [{ image: 'registry:5000/renwatch/pager' }, 'has no tag'],
    [{ image: 'renwatch/pager:latest' }, 'the tag latest'],
    [{ livenessProbe: undefined }, 'has no livenessProbe'],
    [{ livenessProbe: { httpGet: { path: '/readyz' } } }, 'a livenessProbe with another path'],
    [
      { env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'renwatch' } } }] },
      'secret PASSWORD in',
    ],
    [{ envFrom: [{ secretRef: { name: 'renwatch' } }] }, 'the secret renwatch in its environment'],
    [{ resources: { requests: { cpu: '1', memory: '1Mi' } } }, 'has no limit'],
    [{ resources: { limits: { cpu: '1', memory: '1Mi' } } }, 'requests no CPU'],
    [{ securityContext: { capabilities: { drop: ['ALL'] } } }, 'may gain privileges'],
    [{ securityContext: { allowPrivilegeEscalation: false } }, 'keeps capabilities'],
    [
      { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
      'may write its root',
    ],
    [
      {
        image: `renwatch/pager@sha256:${'a'.repeat(64)}`,
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
      'may write its root',
    ],
  ])('find a container with %j', (change, fault) => {
    expect(withContainer(change)).toContainEqual(expect.stringContaining(fault));
  });

  it('ask no probes of an init container, and everything else', () => {
    const { startupProbe: _, livenessProbe: __, readinessProbe: ___, ...once } = container();
    expect(with_((pod) => (pod.initContainers = [{ ...once, name: 'database' }]))).toEqual([]);
    const open = { ...once, name: 'database', securityContext: {} };
    expect(with_((pod) => (pod.initContainers = [open]))).toContainEqual(
      expect.stringContaining('container database may gain privileges'),
    );
  });

  it('find a gap in a roll-out', () => {
    const object = good();
    delete object.spec.strategy;
    expect(podFaults(object)).toEqual(['Deployment/pager: has a gap during a roll-out']);
  });

  it('find a missing label', () => {
    const object = good();
    delete object.spec.template.metadata.labels['app.kubernetes.io/part-of'];
    expect(podFaults(object)).toEqual(['Deployment/pager: has no label app.kubernetes.io/part-of']);
  });
});
