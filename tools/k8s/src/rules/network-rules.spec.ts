import { networkFaults } from './network-rules';
import { deployment, object } from './rules.spec-support';

const deny = (spec: object = {}) =>
  object('NetworkPolicy', 'default-deny', {
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ...spec },
  });
const gateway = deployment('gateway', { ports: [{ name: 'mllp', containerPort: 2575 }] });
const service = (spec: object = {}) =>
  object('Service', 'gateway', {
    spec: {
      selector: { 'app.kubernetes.io/name': 'gateway' } as object,
      ports: [{ name: 'mllp', port: 2575, targetPort: 'mllp' }],
      ...spec,
    },
  });

describe('the rules for the network', () => {
  it('accept closed defaults with named ports', () => {
    expect(networkFaults([deny(), gateway, service()])).toEqual([]);
  });

  it.each([
    { policyTypes: ['Ingress'] },
    { podSelector: { matchLabels: {} } },
    { egress: [{ ports: [{ port: 53 }] }] },
  ])('find a default that leaves something open: %j', (spec) => {
    expect(networkFaults([deny(spec)])).toEqual(['NetworkPolicy/default-deny leaves something open']);
  });

  it('find a rule without a port', () => {
    const wide = object('NetworkPolicy', 'wide', {
      spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{}] },
    });
    expect(networkFaults([deny(), wide])).toEqual(['NetworkPolicy/wide opens every port']);
  });

  it('find a hidden source address and a port that leads nowhere', () => {
    expect(networkFaults([gateway, service({ type: 'LoadBalancer' })])).toEqual([
      'Service/gateway: hides the source address of connections from outside',
    ]);
    expect(
      networkFaults([gateway, service({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' })]),
    ).toEqual([]);
    expect(networkFaults([gateway, service({ ports: [{ name: 'pager', targetPort: 'pager' }] })])).toEqual([
      'Service/gateway: its port pager leads to no named port of gateway',
    ]);
  });
});
