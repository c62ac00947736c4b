import { readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { APPS } from './images/build-images';
import { ClusterSchemas } from './manifests/cluster-schemas';
import { componentNames, everyCombination, overlayNames, smallestAndLargest } from './manifests/components';
import {
  hasKubectl,
  render,
  renderInstead,
  renderText,
  renderWith,
  renderWithFeedsFile,
} from './manifests/kustomize';
import { knownSettings } from './manifests/known-settings';
import { type KubeObject } from './manifests/kube-object';
import { MANIFESTS, RENDERED_FILE, RENDERED_OVERLAY } from './manifests/workspace';
import { allFaults } from './rules/all-faults';
import { productionFaults } from './rules/production-rules';

const EACH_LIMIT_MS = 60_000;
const ALL_LIMIT_MS = 3_600_000;
const combinations = (process.env['K8S_COMBINATIONS'] === 'every' ? everyCombination : smallestAndLargest)(
  componentNames(),
);

// kubectl renders; without it these tests count as skipped.
(hasKubectl() ? describe : describe.skip)('the manifests', () => {
  let schemas: ClusterSchemas;
  const faultsOf = (objects: readonly KubeObject[]) => [
    ...objects.flatMap((object) => schemas.faultsOf(object)),
    ...allFaults(objects),
  ];

  beforeAll(() => {
    schemas = ClusterSchemas.load();
  }, ALL_LIMIT_MS);

  it.each(overlayNames())(
    'are valid and obey the rules in the overlay %s',
    (overlay) => {
      expect(faultsOf(render(path.join(MANIFESTS, 'overlays', overlay)))).toEqual([]);
    },
    EACH_LIMIT_MS,
  );

  it(
    'obey the rules in the overlay local with a feeds file',
    () => {
      expect(faultsOf(renderWithFeedsFile('local', 'feeds: [{ name: ward, listen: 2575 }]'))).toEqual([]);
    },
    EACH_LIMIT_MS,
  );

  it.each([
    ['as it is', () => render(path.join(MANIFESTS, 'overlays', 'production'))],
    [
      'with a feeds file',
      () => renderWithFeedsFile('production', 'feeds: [{ name: lab, listen: 2575, tls: on }]'),
    ],
    ['on a cluster with KEDA', () => renderInstead('production', 'autoscaling', 'autoscaling-keda')],
  ])(
    'are complete in production %s',
    (_, rendered) => {
      const objects = rendered();
      expect([...faultsOf(objects), ...productionFaults(objects)]).toEqual([]);
    },
    EACH_LIMIT_MS,
  );

  it(
    `are valid and obey the rules in ${combinations.length} combinations of components`,
    () => {
      const faults = combinations.flatMap((components) =>
        faultsOf(renderWith(components)).map((fault) => `${components.join(' + ') || 'base'}: ${fault}`),
      );
      expect([...new Set(faults)]).toEqual([]);
    },
    ALL_LIMIT_MS,
  );

  it.each(overlayNames())('set only variables that a service reads, in the overlay %s', (overlay) => {
    const known = new Set(APPS.flatMap((app) => [...knownSettings(app)]));
    const maps = render(path.join(MANIFESTS, 'overlays', overlay)).filter(({ kind }) => kind === 'ConfigMap');
    const names = maps.flatMap(({ data = {} }) => Object.keys(data));
    expect(names).toContain('KAFKA_BROKERS');
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  it('equal k8s/renwatch.yaml for the local overlay', () => {
    expect(readFileSync(RENDERED_FILE, 'utf8')).toBe(renderText(RENDERED_OVERLAY));
  });

  it('are rejected for a misspelt field or an unknown kind', () => {
    const [service] = render(path.join(MANIFESTS, 'base', 'pager')).filter(({ kind }) => kind === 'Service');
    if (!service) throw new Error('pager has no Service');
    expect(schemas.faultsOf(service)).toEqual([]);
    expect(schemas.faultsOf({ ...service, spec: { ...service.spec, prots: [] } })).toEqual([
      expect.stringContaining('"additionalProperty":"prots"'),
    ]);
    expect(schemas.faultsOf({ ...service, apiVersion: 'v2' })).toEqual([
      'Service/pager: the cluster does not know v2/Service',
    ]);
  });
});

describe('the components', () => {
  it.each(componentNames())('%s has a README', (name) => {
    expect(existsSync(path.join(MANIFESTS, 'components', name, 'README.md'))).toBe(true);
  });

  it('are combined in every way except exclusive pairs', () => {
    expect(everyCombination(['a', 'autoscaling', 'autoscaling-keda'])).toEqual([
      [],
      ['a'],
      ['autoscaling'],
      ['a', 'autoscaling'],
      ['autoscaling-keda'],
      ['a', 'autoscaling-keda'],
    ]);
  });
});
