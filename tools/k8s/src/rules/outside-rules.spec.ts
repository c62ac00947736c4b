import { outsideFaults } from './outside-rules';
import { object } from './rules.spec-support';

const config = object('ConfigMap', 'renwatch', {
  data: {
    KAFKA_BROKERS: 'a.example:9093,b.example:9094',
    PAGER_ADDRESS: 'pager.example:8441',
    MLLP_ADDRESS: 'ris.example:2576?name=ris',
  },
});
const way = (names: string[], ...ports: number[]) =>
  object('NetworkPolicy', 'external', {
    spec: {
      podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: names }] },
      egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: ports.map((port) => ({ port })) }],
    },
  });

describe('the rules for connections that leave the namespace', () => {
  it('accept pods that reach exactly their peers', () => {
    const ways = [
      way(['gateway', 'inference', 'pager'], 9093, 9094),
      way(['inference', 'pager', 'history-import'], 5432),
      way(['pager'], 8441),
      way(['gateway'], 2576),
    ];
    expect(outsideFaults([config, ...ways])).toEqual([]);
  });

  it('find a pod that reaches more than it needs', () => {
    expect(outsideFaults([config, way(['pager', 'history-import'], 9093, 5432, 8441)])).toEqual([
      'NetworkPolicy/external opens the way out to port 9093 to history-import, which needs none',
      'NetworkPolicy/external opens the way out to port 8441 to history-import, which needs none',
    ]);
    expect(outsideFaults([config, way(['gateway'], 5432)])).toHaveLength(1);
  });

  it('find a way that is open to all pods', () => {
    const { spec, ...rest } = way([], 9093);
    expect(outsideFaults([config, { ...rest, spec: { ...spec, podSelector: {} } }])).toEqual([
      'NetworkPolicy/external opens the way out to port 9093 to *, which needs none',
    ]);
  });
});
