import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv/dist/2020';
import { type KubeObject, nameOf } from './kube-object';
import { ROOT } from './workspace';

interface Definition {
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}

/** Kinds of other products; Kubernetes has no schema for them. */
const FOREIGN_KINDS = new Set([
  'keda.sh/v1alpha1/ScaledObject',
  'keda.sh/v1alpha1/TriggerAuthentication',
  'monitoring.coreos.com/v1/PodMonitor',
  'monitoring.coreos.com/v1/PrometheusRule',
]);

/** The schemas of one Kubernetes version. An unknown field is a fault. */
export class ClusterSchemas {
  private readonly ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  private readonly names = new Map<string, string>();

  /** Downloads the schemas on first use. @throws Error if that fails */
  static load(): ClusterSchemas {
    const program = path.join(ROOT, 'tools', 'bootstrap', 'src', 'kubernetes-schemas.mjs');
    const file = execFileSync(process.execPath, [program], { encoding: 'utf8' }).trim().split('\n').at(-1);
    return new ClusterSchemas(JSON.parse(readFileSync(file ?? '', 'utf8')) as object);
  }

  private constructor(definitions: object) {
    this.ajv.addSchema(definitions, 'kubernetes');
    const all = (definitions as { $defs: Record<string, Definition> }).$defs;
    for (const [name, definition] of Object.entries(all)) {
      for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
        this.names.set([...(group ? [group] : []), version, kind].join('/'), name);
      }
    }
  }

  /** Lists an object's faults, one sentence each. */
  faultsOf(object: KubeObject): string[] {
    const key = `${object.apiVersion}/${object.kind}`;
    if (FOREIGN_KINDS.has(key)) return [];
    const name = this.names.get(key);
    if (name === undefined) return [`${nameOf(object)}: the cluster does not know ${key}`];
    const validate = this.ajv.getSchema(`kubernetes#/$defs/${name}`);
    if (!validate) throw new Error(`there is no schema ${name}`);
    if (validate(object)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${nameOf(object)}${instancePath}: ${message} ${JSON.stringify(params)}`,
    );
  }
}
