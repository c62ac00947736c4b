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
};
const SERVICES = ['gateway', 'inference', 'pager'];
const good = (data: object = {}, image = 'registry.example/renwatch/pager:0.1.0'): KubeObject[] => [
  object('ConfigMap', 'renwatch', { data: { ...CONFIG, ...data } }),
  ...SERVICES.map((name) => object('HorizontalPodAutoscaler', name)),
  ...SERVICES.map((name) => deployment(name, { image })),
  object('Service', 'gateway', { spec: { type: 'LoadBalancer' } }),
  object('NetworkPolicy', 'external', {
    spec: {
      podSelector: {
        matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: SERVICES }],
      },
      egress: [{ to: [{ ipBlock: {} }], ports: [{ port: 9093 }] }],
    },
  }),
];

describe('the rules for production', () => {
  it('find nothing in a good one', () => {
    expect(productionFaults(good())).toEqual([]);
  });

  it.each(Object.keys(CONFIG).slice(1))('find a missing %s', (name) => {
    expect(productionFaults(good({ [name]: '' }))).toEqual([`${name}= is not production's`]);
  });

  it('find a broker that no policy opens a way to', () => {
    expect(productionFaults(good({ KAFKA_BROKERS: 'a.example:9093,b.example:9094' }))).toEqual(
      SERVICES.map((name) => `no NetworkPolicy opens the way out to port 9094 to ${name}`),
    );
  });

  it.each(['renwatch/pager:local', 'renwatch/pager:0.1.0', 'registry.example/renwatch/pager:newest'])(
    'find the image %s, which is pinned to no version of a registry',
    (image) => {
      expect(productionFaults(good({}, image))).toHaveLength(SERVICES.length);
    },
  );

  it('find what nothing scales, what is for trying out, and that nobody can dial in', () => {
    const [config, , ...others] = good();
    const objects = [config, ...others, deployment('kafka', { image: 'a.example/kafka:4' })] as KubeObject[];
    expect(productionFaults(objects.filter(({ kind }) => kind !== 'Service'))).toEqual([
      'nothing scales gateway',
      'Deployment/kafka is for trying out',
      'no hospital outside the cluster can dial in',
    ]);
  });
});
