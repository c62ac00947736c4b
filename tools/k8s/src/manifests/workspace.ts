import path from 'node:path';

/** The checkout's root: the same from `src` and from `dist`. */
export const ROOT = path.join(__dirname, '..', '..', '..', '..');
export const MANIFESTS = path.join(ROOT, 'k8s');
