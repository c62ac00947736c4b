import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { type KubeObject } from './kube-object';
import { MANIFESTS } from './workspace';

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

export const hasKubectl = (): boolean =>
  spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' }).status === 0;

/** Renders what `kubectl apply -k` would send. @throws Error with kubectl's message */
export function renderText(folder: string): string {
  const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', folder], {
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (status !== 0) throw new Error(`kubectl kustomize ${folder}: ${stderr.trim()}`);
  return stdout;
}

export const render = (folder: string): KubeObject[] => parseObjects(renderText(folder));

export function parseObjects(text: string): KubeObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [fault] = document.errors;
    if (fault) throw fault;
    const object = document.toJS() as KubeObject | null;
    return object ? [object] : [];
  });
}

/** Settings that a component expects its overlay to provide. */
const FROM_OVERLAY: Record<string, string> = {
  'kafka-tls': 'KAFKA_SASL_USERNAME=renwatch',
  'feed-tls': 'MLLP_LISTEN=2575?name=lab&tls=on',
};

const DIALLED_FEED = 'feeds: [{ name: ris, dial: ris.example:2575, codes: [CREA=umol/L] }]';

/** Renders the base with these components, as an overlay would. */
export function renderWith(components: readonly string[]): KubeObject[] {
  const settings = components.flatMap((component) => FROM_OVERLAY[component] ?? []);
  const feeds = components.includes('feeds-file') ? [feedsGenerator(DIALLED_FEED)] : [];
  return renderOverlay({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: 'renwatch',
    resources: ['../../base'],
    labels: [{ includeTemplates: true, pairs: { 'app.kubernetes.io/part-of': 'renwatch' } }],
    configMapGenerator: [{ name: 'renwatch', literals: ['KAFKA_BROKERS=kafka:9092', ...settings] }, ...feeds],
    components: components.map((component) => `../../components/${component}`),
  });
}

/** Renders an overlay with one of its components replaced by another. */
export function renderInstead(name: string, component: string, other: string): KubeObject[] {
  const { overlay, folder } = readOverlay(name);
  const replaced = (listed: string) =>
    path.basename(listed) === component ? `../../components/${other}` : listed;
  return renderOverlay({ ...overlay, components: overlay.components.map(replaced) }, folder);
}

/** Renders an overlay with its listened feeds moved into a feeds file, as components/feeds-file/README.md says. */
export function renderWithFeedsFile(name: string, text: string): KubeObject[] {
  const { overlay, folder } = readOverlay(name);
  const generators = overlay.configMapGenerator.map((generator) => ({
    ...generator,
    literals: generator.literals.filter((literal) => !literal.startsWith('MLLP_LISTEN=')),
  }));
  const components = [...overlay.components, '../../components/feeds-file'];
  return renderOverlay(
    { ...overlay, components, configMapGenerator: [...generators, feedsGenerator(text)] },
    folder,
  );
}

const feedsGenerator = (text: string): Generator => ({ name: 'feeds', literals: [`feeds.yaml=${text}`] });

function readOverlay(name: string): { overlay: Overlay; folder: string } {
  const folder = path.join(MANIFESTS, 'overlays', name);
  return { overlay: parse(readFileSync(path.join(folder, 'kustomization.yaml'), 'utf8')) as Overlay, folder };
}

interface Generator {
  name: string;
  literals: string[];
}

interface Overlay {
  resources: string[];
  components: string[];
  configMapGenerator: Generator[];
  [field: string]: unknown;
}

/** @param from the folder of the overlay's files, to which its paths are relative */
function renderOverlay(overlay: Overlay, from = path.join(MANIFESTS, 'overlays', 'one')): KubeObject[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'renwatch-k8s-'));
  const moved = (to: string) => {
    if (to.startsWith('..')) return path.relative(folder, path.join(from, to));
    copyFileSync(path.join(from, to), path.join(folder, to));
    return to;
  };
  const complete = {
    ...overlay,
    resources: overlay.resources.map(moved),
    components: overlay.components.map(moved),
  };
  try {
    writeFileSync(path.join(folder, 'kustomization.yaml'), stringify(complete));
    return render(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
