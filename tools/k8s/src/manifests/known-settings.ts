import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './workspace';

const NAMED = /\b(?:setting|optionalSetting)(?:<[^>]*>)?\(\s*'([A-Z0-9_]+)'/g;
const SHARED = path.join('libs', 'runtime', 'src', 'settings');

/** Finds an app's variables in the text of its configuration, because a tool may import no app. */
export function knownSettings(app: string): ReadonlySet<string> {
  const shared = readdirSync(path.join(ROOT, SHARED)).map((file) => path.join(SHARED, file));
  const texts = [path.join('apps', app, 'src', 'config.ts'), ...shared].map((file) =>
    readFileSync(path.join(ROOT, file), 'utf8'),
  );
  const names = texts.flatMap((text) => [...text.matchAll(NAMED)].map(([, name]) => name ?? ''));
  return new Set(names.flatMap((name) => [name, `${name}_FILE`]));
}
