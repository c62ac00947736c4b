import { type KubeObject } from '../manifests/kube-object';
import { productionFaults } from './production-rules';
import { deployment, object } from './rules.spec-support';

const CONFIG = {
  KAFKA_BROKERS: 'kafka.example:9093',
  KAFKA_TLS: 'on',
  KAFKA_SASL_MECHANISM: 'scram-sha-512',
  KAFKA_SASL_USERNAME: 'renwatch',
  KAFKA_REPLICATION: '3',
  KAFKA_MIN_INSYNC_REPLICAS: '2',
  MLLP_LISTEN: '2575?tls=on',
  PAGER_ADDRESS: 'pager.example:8441',
};
const way = (names: string[], port: number) =>
  object('NetworkPolicy', `external-${port}`, {
    spec: {
      podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: names }] },
      egress: [{ to: [{ ipBlock: {} }], ports: [{ port }] }],
    },
  });
const SERVICES = ['gateway', 'inference', 'pager'];
const good = (data: object = {}, image = 'registry.example/renwatch/pager:0.1.0'): KubeObject[] => [
  object('ConfigMap', 'renwatch', { data: { ...CONFIG, ...data } }),
  ...SERVICES.map((name) => object('HorizontalPodAutoscaler', name)),
  ...SERVICES.map((name) => deployment(name, { image })),
  object('Service', 'gateway', { spec: { type: 'LoadBalancer' } }),
  way(SERVICES, 9093),
  way(['pager'], 8441),
  way(['inference', 'pager'], 5432),
];

describe('the rules for production', () => {
  it('accept a good overlay', () => {
    expect(productionFaults(good())).toEqual([]);
  });

  it.each(Object.keys(CONFIG).slice(1, -2))('find a missing %s', (name) => {
    expect(productionFaults(good({ [name]: '' }))).toEqual([`${name}= is not a production setting`]);
  });

  it('find a set without feeds, and a feed without TLS', () => {
    expect(productionFaults(good({ MLLP_LISTEN: 'off' }))).toEqual(['no feed is described']);
    expect(productionFaults(good({ MLLP_LISTEN: '2575?name=lab&tls=on,2576?name=ward' }))).toEqual([
      'feed ward is without TLS',
    ]);
  });

  it('find a broker that no policy allows', () => {
    expect(productionFaults(good({ KAFKA_BROKERS: 'a.example:9093,b.example:9094' }))).toEqual(
      SERVICES.map((name) => `no NetworkPolicy opens the way out to port 9094 to ${name}`),
    );
  });

  it.each([
    [9093, SERVICES.map((name) => `no NetworkPolicy opens the way out to port 9093 to ${name}`)],
    [8441, ['no NetworkPolicy opens the way out to port 8441 to pager']],
    [
      5432,
      ['inference', 'pager'].map((name) => `no NetworkPolicy opens the way out to a database to ${name}`),
    ],
  ])('find that the way to port %i is not there', (port, faults) => {
    expect(productionFaults(good().filter(({ metadata }) => metadata.name !== `external-${port}`))).toEqual(
      faults,
    );
  });

  it('find a dialled feed that the gateway cannot reach', () => {
    expect(productionFaults(good({ MLLP_ADDRESS: 'ris.example:2576?name=ris' }))).toEqual([
      'no NetworkPolicy opens the way out to port 2576 to gateway',
    ]);
  });

  it('accept an image by its digest', () => {
    const image = `registry.example/renwatch/pager@sha256:${'0a'.repeat(32)}`;
    expect(productionFaults(good({}, image))).toEqual([]);
  });

  it.each([
    'renwatch/pager:local',
    'renwatch/pager:0.1.0',
    'registry.example/renwatch/pager@sha256:0a',
    'registry.example/renwatch/pager:newest',
  ])('find the image %s without a version in a registry', (image) => {
    expect(productionFaults(good({}, image))).toHaveLength(SERVICES.length);
  });

  it('find missing autoscalers, trial parts and a missing way in', () => {
    const [config, , ...others] = good();
    const objects = [config, ...others, deployment('kafka', { image: 'a.example/kafka:4' })] as KubeObject[];
    expect(productionFaults(objects.filter(({ kind }) => kind !== 'Service'))).toEqual([
      'nothing scales gateway',
      'Deployment/kafka is only for trials',
      'no hospital outside the cluster can dial in',
    ]);
  });
});
