import path from 'node:path';

/** The checkout's root, from `src` as from `dist`. */
export const ROOT = path.join(__dirname, '..', '..', '..', '..');
export const MANIFESTS = path.join(ROOT, 'k8s');
