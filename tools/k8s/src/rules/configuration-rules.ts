import { type Container, type KubeObject, nameOf } from '../manifests/kube-object';
import { when } from './when';

/** Suffix of names that kustomize generates: changed content changes the name, which rolls the pods. */
const HASHED = /-[a-z0-9]{10}$/;
/** The name of a variable; other keys of a ConfigMap are names of files. */
const SETTING = /^[A-Z0-9_]+$/;
const FILE = /^\/etc\/renwatch\//;

/** Faults of the configuration: unreadable files, changes that roll no pods, contradictions; one sentence each. */
export function configurationFaults(objects: readonly KubeObject[]): string[] {
  const maps = new Map(
    objects.filter(({ kind }) => kind === 'ConfigMap').map((map) => [map.metadata.name, map]),
  );
  const faults = objects.flatMap((object) =>
    (object.spec?.template?.spec.containers ?? []).flatMap((container) =>
      containerFaults(container, maps).map((fault) => `${nameOf(object)}: ${fault}`),
    ),
  );
  const settings = [...maps.values()].filter(({ data }) => data && Object.keys(data).every(isSetting));
  return [...faults, ...settings.flatMap((map) => contradictions(map, objects))];
}

const isSetting = (key: string): boolean => SETTING.test(key);

function containerFaults(container: Container, maps: ReadonlyMap<string, KubeObject>): string[] {
  const names = (container.envFrom ?? []).flatMap(({ configMapRef }) => configMapRef?.name ?? []);
  const data = names.flatMap((name) => Object.entries(maps.get(name)?.data ?? {}));
  const env = (container.env ?? []).map(({ name, value = '' }) => [name, value] as const);
  const mounted = (container.volumeMounts ?? []).map(({ mountPath }) => `${mountPath}/`);
  return [
    ...names.filter((name) => !maps.has(name)).map((name) => `there is no ConfigMap/${name}`),
    ...names
      .filter((name) => !HASHED.test(name))
      .map((name) => `is not rolled when ConfigMap/${name} changes`),
    ...[...data, ...env]
      .filter(([name, value]) => FILE.test(value) && isReadBy(container.name, name))
      .filter(([, value]) => !mounted.some((path) => value.startsWith(path)))
      .map(([name, value]) => `${name}=${value} is mounted nowhere`),
  ];
}

/** All services share a ConfigMap; each reads only its own settings. */
function isReadBy(container: string, name: string): boolean {
  if (name.startsWith('MLLP_')) return container === 'gateway';
  return !name.startsWith('KAFKA_') || container !== 'simulator';
}

/** Finds settings that contradict each other or have no effect. */
function contradictions(map: KubeObject, objects: readonly KubeObject[]): string[] {
  const data = map.data ?? {};
  const hasJob = objects.some(({ kind, metadata }) => kind === 'Job' && metadata.name === 'history-import');
  const scaledByLag = objects.filter(({ kind }) => kind === 'ScaledObject');
  const triggers = scaledByLag.flatMap(
    ({ spec }) => (spec?.['triggers'] ?? []) as { authenticationRef?: object }[],
  );
  const logsIn = (data['KAFKA_SASL_MECHANISM'] ?? 'off') !== 'off';
  return [
    ...when(
      hasJob !== (data['HISTORY_REQUIRED'] === 'true'),
      'a history is imported but not waited for, or the other way round',
    ),
    ...when(
      triggers.some(({ authenticationRef }) => !!authenticationRef !== logsIn),
      'only one of KEDA and the services logs in at the brokers',
    ),
  ];
}
