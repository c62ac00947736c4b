import path from 'node:path';
import { MANIFESTS } from './manifests/workspace';

/** The local overlay as one file, for `kubectl apply -f`. */
export const RENDERED_FILE = path.join(MANIFESTS, 'renwatch.yaml');
export const RENDERED_OVERLAY = path.join(MANIFESTS, 'overlays', 'local');
