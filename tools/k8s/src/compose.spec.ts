import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { APPS } from './images/build-images';
import { knownSettings } from './manifests/known-settings';
import { parseObjects } from './manifests/kustomize';
import { MANIFESTS, ROOT } from './manifests/workspace';

interface Service {
  image: string;
  build?: { context: string; dockerfile: string };
  environment: Record<string, string>;
  healthcheck?: { test: string[] };
  read_only?: boolean;
  cap_drop?: string[];
  ports?: string[];
  volumes?: string[];
  profiles?: string[];
}

const compose = parse(readFileSync(path.join(ROOT, 'compose.yaml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
/** The services that start without a profile. */
const usual = Object.entries(compose.services).filter(([, { profiles }]) => profiles === undefined);
const serviceNamed = (name: string): Service => {
  const service = compose.services[name];
  if (!service) throw new Error(`compose.yaml has no service ${name}`);
  return service;
};
/** The container of a Kubernetes component, which is tested on a cluster. */
const containerOf = (component: string) => {
  const text = readFileSync(path.join(MANIFESTS, 'components', component, 'stateful-set.yaml'), 'utf8');
  const container = parseObjects(text)[0]?.spec?.template?.spec.containers[0];
  if (!container) throw new Error(`${component} has no container`);
  return container;
};
const exposed = (app: string) =>
  /^EXPOSE (.+)$/m.exec(readFileSync(path.join(ROOT, 'apps', app, 'Dockerfile'), 'utf8'))?.[1]?.split(' ');
const portsOf: Record<string, string[] | undefined> = {
  kafka: ['9092'],
  postgres: ['5432'],
  ...Object.fromEntries(APPS.map((app) => [app, exposed(app)])),
};

describe('compose.yaml', () => {
  it('starts every app, a broker and a database', () => {
    expect(usual.map(([name]) => name).sort()).toEqual([...APPS, 'kafka', 'postgres'].sort());
  });

  it.each(APPS)('builds %s like docker-build and runs it like a cluster', (app) => {
    const service = serviceNamed(app);
    expect(service.image).toBe(`renwatch/${app}:local`);
    expect(service.build).toMatchObject({ context: '.', dockerfile: `apps/${app}/Dockerfile` });
    expect(existsSync(path.join(ROOT, service.build?.dockerfile ?? ''))).toBe(true);
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(service.healthcheck?.test.every((word) => typeof word === 'string')).toBe(true);
    expect(service.healthcheck?.test.join(' ')).toContain('/readyz');
  });

  it.each(APPS)('gives %s only known settings and existing addresses', (app) => {
    const { environment } = serviceNamed(app);
    const known = knownSettings(app);
    expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([]);
    const addresses = Object.values(environment).flatMap((value) => [
      ...value.matchAll(/([a-z]+):(\d+)(?=$|[,/])/g),
    ]);
    expect(addresses.filter(([, host = '', port = '']) => !portsOf[host]?.includes(port))).toEqual([]);
  });

  it.each(['kafka', 'postgres'])('runs %s with the image and settings of its component', (name) => {
    const { image, environment, healthcheck, volumes = [] } = serviceNamed(name);
    const { image: shown, env = [], volumeMounts = [] } = containerOf(name);
    expect(image).toBe(shown);
    expect(healthcheck?.test[0]).toBe('CMD');
    expect(environment).toMatchObject(
      Object.fromEntries(
        env.filter(({ name: key }) => !key.endsWith('_FILE')).map(({ name: key, value }) => [key, value]),
      ),
    );
    expect(volumes).toEqual([`${name}:${volumeMounts[0]?.mountPath}`]);
    expect(compose.volumes).toHaveProperty(name);
  });

  it('keeps the model switch on a volume', () => {
    const { environment, volumes = [] } = serviceNamed('inference');
    const [name = '', folder = ''] = volumes[0]?.split(':') ?? [];
    expect(path.dirname(environment['MODEL_SWITCH_FILE'] ?? '')).toBe(folder);
    expect(compose.volumes).toHaveProperty(name);
  });

  it('publishes ports to this machine alone, and one without a profile', () => {
    const open = Object.values(compose.services).flatMap(({ ports = [] }) => ports);
    expect(open.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(usual.flatMap(([, { ports = [] }]) => ports)).toHaveLength(1);
  });
});

describe('knownSettings', () => {
  it('finds an app’s own and the shared settings only', () => {
    const pager = knownSettings('pager');
    expect(['PAGER_ADDRESS', 'KAFKA_BROKERS', 'DATABASE_URL_FILE'].every((name) => pager.has(name))).toBe(
      true,
    );
    expect(pager.has('MLLP_LISTEN')).toBe(false);
  });
});
