import { createRequire } from 'node:module';
import path from 'node:path';

/** Loads a module of a built service, by its path: no tool may import an app, and this must be the module it runs. */
export function compiledModule<T>(app: string, file: string): T {
  const root = path.join(__dirname, '../../../..');
  return createRequire(__filename)(path.join(root, 'apps', app, 'dist', `${file}.js`)) as T;
}
