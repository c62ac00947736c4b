import { type KubeObject } from '../manifests/kube-object';

/** Makes an object with the fields that a rule reads. */
export const object = (kind: string, name: string, rest: Partial<KubeObject> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'renwatch' },
  ...rest,
});

/** Makes a Deployment with one container of the same name. */
export const deployment = (name: string, container: object): KubeObject =>
  object('Deployment', name, {
    spec: {
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': name } },
        spec: { containers: [{ name, image: `renwatch/${name}:local`, ...container }] },
      },
    },
  });
