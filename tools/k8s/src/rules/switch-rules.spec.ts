import { type KubeObject } from '../manifests/kube-object';
import { object } from './rules.spec-support';
import { switchFaults } from './switch-rules';

const map = object('ConfigMap', 'model-switch');
const operator = object('Role', 'renwatch-operator', {
  rules: [{ resources: ['configmaps'], resourceNames: ['model-switch'], verbs: ['patch'] }],
});
const inference = (
  source: object = { name: 'model-switch', optional: true },
  mount: object = {},
  file = '/etc/renwatch/switch/model',
): KubeObject =>
  object('Deployment', 'inference', {
    spec: {
      template: {
        metadata: {},
        spec: {
          containers: [
            {
              name: 'inference',
              image: 'renwatch/inference:local',
              env: [{ name: 'MODEL_SWITCH_FILE', value: file }],
              volumeMounts: [{ name: 'switch', mountPath: '/etc/renwatch/switch', ...mount }],
            },
          ],
          volumes: [{ name: 'switch', configMap: source }],
        },
      },
    },
  });

describe('the rules for the model switch', () => {
  it('accept a working switch and a set without inference', () => {
    expect(switchFaults([map, operator, inference()])).toEqual([]);
    expect(switchFaults([map, operator])).toEqual([]);
  });

  it('find a model without a switch', () => {
    const fault = 'inference has no MODEL_SWITCH_FILE in a ConfigMap';
    expect(switchFaults([map, operator, inference(undefined, {}, '/tmp/model')])).toEqual([fault]);
  });

  it.each([
    ['is missing', [operator, inference()]],
    [
      'is reset when the manifests are applied again',
      [{ ...map, data: { model: 'on' } }, operator, inference()],
    ],
    ['keeps pods from starting if it is missing', [map, operator, inference({ name: 'model-switch' })]],
    ['never changes in a running pod', [map, operator, inference(undefined, { subPath: 'model' })]],
    ['may not be changed by renwatch-operator', [map, inference()]],
  ])('find a switch that %s', (fault, objects) => {
    expect(switchFaults(objects)).toEqual([`ConfigMap/model-switch ${fault}`]);
  });
});
