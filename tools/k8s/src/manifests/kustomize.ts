import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { type KubeObject } from './kube-object';
import { MANIFESTS } from './workspace';

const LARGEST_OUTPUT_BYTES = 64 * 1024 * 1024;

export const hasKubectl = (): boolean =>
  spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' }).status === 0;

/** What `kubectl apply -k` would send. @throws Error with what kubectl says of the folder */
export function renderText(folder: string): string {
  const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', folder], {
    encoding: 'utf8',
    maxBuffer: LARGEST_OUTPUT_BYTES,
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

/** The base with these components, as an overlay would join them. */
export function renderWith(components: readonly string[]): KubeObject[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'renwatch-k8s-'));
  const relative = (to: string) => path.relative(folder, path.join(MANIFESTS, to));
  const overlay = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: 'renwatch',
    resources: [relative('base')],
    labels: [{ includeTemplates: true, pairs: { 'app.kubernetes.io/part-of': 'renwatch' } }],
    configMapGenerator: [{ name: 'renwatch', literals: ['KAFKA_BROKERS=kafka:9092'] }],
    components: components.map((one) => relative(`components/${one}`)),
  };
  try {
    writeFileSync(path.join(folder, 'kustomization.yaml'), stringify(overlay));
    return render(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
