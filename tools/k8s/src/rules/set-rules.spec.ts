import { type KubeObject } from '../manifests/kube-object';
import { setFaults } from './set-rules';

const object = (kind: string, name: string, spec: KubeObject['spec'] = {}): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'renwatch' },
  spec,
});
const budgets = ['gateway', 'inference', 'pager'].map((name) =>
  object('PodDisruptionBudget', name, { maxUnavailable: 1 }),
);

describe('the rules for a rendered set', () => {
  it('accept a good set', () => {
    expect(setFaults(budgets)).toEqual([]);
  });

  it('find a service without a disruption budget', () => {
    expect(setFaults(budgets.slice(1))).toEqual(['gateway has no disruption budget of 1']);
  });

  it('find missing accounts, missing namespaces and duplicates', () => {
    const pod = { metadata: {}, spec: { serviceAccountName: 'pager', containers: [] } };
    const lost = { ...object('Service', 'pager'), metadata: { name: 'pager' } };
    const twice = object('Service', 'gateway');
    expect(
      setFaults([...budgets, object('Deployment', 'pager', { template: pod }), lost, twice, twice]),
    ).toEqual([
      'Service/gateway exists twice',
      'Deployment/pager: there is no ServiceAccount/pager',
      'Service/pager is in no namespace',
    ]);
  });

  it('find replicas set beside an autoscaler', () => {
    const both = [object('Deployment', 'pager', { replicas: 3 }), object('HorizontalPodAutoscaler', 'pager')];
    expect(setFaults([...budgets, ...both])).toEqual([
      'Deployment/pager: sets replicas although it has an autoscaler',
    ]);
  });
});
