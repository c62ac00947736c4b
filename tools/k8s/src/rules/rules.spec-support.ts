import { type KubeObject } from '../manifests/kube-object';

/** An object with what a rule reads of it. */
export const object = (kind: string, name: string, rest: Partial<KubeObject> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'renwatch' },
  ...rest,
});

/** A Deployment of one container of its own name. */
export const deployment = (name: string, container: object): KubeObject =>
  object('Deployment', name, {
    spec: {
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': name } },
        spec: { containers: [{ name, image: `renwatch/${name}:local`, ...container }] },
      },
    },
  });
