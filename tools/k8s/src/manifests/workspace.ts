import path from 'node:path';

/** The checkout's root, from `src` as from `dist`. */
export const ROOT = path.join(__dirname, '..', '..', '..', '..');
export const MANIFESTS = path.join(ROOT, 'k8s');

/** The local overlay as one file, for `kubectl apply -f`. */
export const RENDERED_FILE = path.join(MANIFESTS, 'renwatch.yaml');
export const RENDERED_OVERLAY = path.join(MANIFESTS, 'overlays', 'local');
