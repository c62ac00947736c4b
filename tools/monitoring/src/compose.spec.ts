import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { findMonitoringProgram } from './prometheus/find-monitoring-program';
import { runPromtool } from './rules/promtool.spec-support';
import { ROOT } from './rules/workspace';

interface Service {
  image: string;
  profiles?: string[];
  volumes?: string[];
  command?: string[];
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

interface PrometheusConfiguration {
  rule_files: string[];
  alerting: { alertmanagers: { static_configs: { targets: string[] }[] }[] };
  scrape_configs: { static_configs: { targets: string[] }[] }[];
}

const promtool = findMonitoringProgram('promtool');
const withPromtool = promtool === undefined ? it.skip : it;

const read = <T>(file: string): T => parse(readFileSync(path.join(ROOT, file), 'utf8'), { merge: true }) as T;
const compose = read<Compose>('compose.yaml');
const services = Object.entries(compose.services);
const monitoring = services.filter(([, { profiles }]) => profiles?.includes('monitoring'));
const mounts = services.flatMap(([name, { volumes = [] }]) =>
  volumes.map((volume) => {
    const [source = '', target = ''] = volume.split(':');
    return { name, source, target };
  }),
);
const prometheus = read<PrometheusConfiguration>('tools/monitoring/compose/prometheus.yaml');

/** Returns the file of the repository that a container finds at a path. */
function fileAt(service: string, target: string): string {
  const mount = mounts.find((given) => given.name === service && given.target === target);
  if (!mount) throw new Error(`nothing is mounted at ${target} of ${service}`);
  return path.join(ROOT, mount.source);
}

describe('compose.yaml', () => {
  it.each(mounts)('mounts something that exists: $source into $name', ({ source }) => {
    if (source.startsWith('./')) expect(existsSync(path.join(ROOT, source))).toBe(true);
    else expect(compose.volumes).toHaveProperty(source);
  });

  it.each(services)('pins the image of %s', (_, { image }) => {
    expect(image).toMatch(/:(?!latest$)[\w.-]+$/);
  });

  it('starts Prometheus, Alertmanager and Grafana only with the profile monitoring', () => {
    expect(monitoring.map(([name]) => name)).toEqual(['prometheus', 'alertmanager', 'grafana']);
  });

  it.each(monitoring)('gives %s a configuration that is mounted', (name, { command = [] }) => {
    for (const argument of command.filter((text) => text.startsWith('--config.file=')))
      expect(existsSync(fileAt(name, argument.replace('--config.file=', '')))).toBe(true);
  });

  it('scrapes every service of Renwatch and no other', () => {
    const own = services.filter(([, { image }]) => image.startsWith('renwatch/')).map(([name]) => name);
    const targets = prometheus.scrape_configs.flatMap((job) =>
      job.static_configs.flatMap((given) => given.targets),
    );
    expect(targets.sort()).toEqual(own.map((name) => `${name}:8080`).sort());
  });

  it('sends alarms to its own Alertmanager', () => {
    const [host] = prometheus.alerting.alertmanagers[0]?.static_configs[0]?.targets[0]?.split(':') ?? [];
    expect(monitoring.map(([name]) => name)).toContain(host);
  });

  it('routes alarms to receivers that exist', () => {
    const { route, receivers } = read<{
      route: { receiver: string; routes: { receiver: string }[] };
      receivers: { name: string }[];
    }>('tools/monitoring/compose/alertmanager.yaml');
    const names = receivers.map(({ name }) => name);
    for (const { receiver } of [route, ...route.routes]) expect(names).toContain(receiver);
  });

  it('gives Grafana the dashboards where its provider looks', () => {
    const { providers } = read<{ providers: { options: { path: string } }[] }>(
      'tools/monitoring/compose/grafana-dashboards.yaml',
    );
    for (const { options } of providers)
      expect(fileAt('grafana', options.path)).toBe(path.join(ROOT, 'k8s/components/monitoring/dashboards'));
  });

  withPromtool('has a configuration of Prometheus that promtool accepts', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'renwatch-compose-'));
    try {
      // As the container sees it: its rule files are mounted from the repository.
      const rules = prometheus.rule_files.map((target) => fileAt('prometheus', target));
      const file = path.join(folder, 'prometheus.yaml');
      writeFileSync(file, JSON.stringify({ ...prometheus, rule_files: rules }));
      const { passed, output } = runPromtool(promtool ?? '', ['check', 'config', file]);
      expect({ passed, output }).toEqual({ passed: true, output: expect.stringContaining('SUCCESS') });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
