import path from 'node:path';

/** The root of the repository, from src and from dist alike. */
export const ROOT = path.resolve(__dirname, '..', '..', '..', '..');
export const RUNBOOKS = path.join(ROOT, 'docs', 'runbooks');
export const COMPONENT = path.join(ROOT, 'k8s', 'components', 'monitoring');
