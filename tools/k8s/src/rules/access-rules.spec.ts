import { accessFaults } from './access-rules';
import { object } from './rules.spec-support';

const role = (name: string, resource: string, verbs: string[]) =>
  object('Role', name, { rules: [{ resources: [resource], verbs }] });
const viewer = role('renwatch-viewer', 'pods', ['get', 'list', 'watch']);
const operator = role('renwatch-operator', 'pods', ['delete']);

describe('the rules for access', () => {
  it('accept a viewer that reads and an operator that acts', () => {
    expect(accessFaults([viewer, operator])).toEqual([]);
  });

  it('find missing roles, too many rights and readable secrets', () => {
    expect(accessFaults([viewer])).toEqual(['there is no Role/renwatch-operator']);
    expect(accessFaults([role('renwatch-viewer', 'services', ['get', 'patch']), operator])).toEqual([
      'Role/renwatch-viewer may also patch',
    ]);
    expect(accessFaults([viewer, role('renwatch-operator', 'secrets', ['get'])])).toEqual([
      'Role/renwatch-operator may see secrets',
    ]);
  });

  it.each([
    ['pods/exec', 'create'],
    ['pods/attach', 'create'],
    ['pods/ephemeralcontainers', 'patch'],
    ['pods', 'create'],
    ['deployments', 'patch'],
    ['jobs', 'create'],
  ])('find an operator who reaches secrets by %s', (resource, verb) => {
    expect(accessFaults([viewer, role('renwatch-operator', resource, [verb])])).toEqual([
      'Role/renwatch-operator may enter pods, and read the secrets in them',
    ]);
  });

  it.each(['deployments/scale', 'pods/eviction', 'pods/portforward'])(
    'let the operator use %s',
    (resource) => {
      expect(accessFaults([viewer, role('renwatch-operator', resource, ['create', 'patch'])])).toEqual([]);
    },
  );

  it('find a lenient namespace and a mounted token', () => {
    expect(
      accessFaults([viewer, operator, object('Namespace', 'renwatch'), object('ServiceAccount', 'pager')]),
    ).toEqual([
      'Namespace/renwatch does not enforce the Pod Security Standard restricted',
      'ServiceAccount/pager has its token mounted',
    ]);
  });
});
