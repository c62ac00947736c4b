import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';

interface LockFile {
  packages: Record<string, { version?: string; link?: boolean; resolved?: string; optional?: boolean }>;
}

const OWN_SCOPE = '@renwatch';

/**
 * Gives a checkout the packages that another one has installed. Third-party packages are links to the installed ones;
 * the workspace's own packages link into the checkout itself.
 * @returns false, with nothing done, if the checkout's lock file asks for another version of any package
 */
export function linkPackages({ from, to }: { from: string; to: string }): boolean {
  const wanted = readLock(to);
  if (missingPackages(wanted, readLock(from)).length > 0) return false;
  for (const folder of nodeModulesFolders(wanted)) linkFolder(path.join(from, folder), path.join(to, folder));
  const own = Object.entries(wanted.packages).filter(([name]) =>
    name.startsWith(`node_modules/${OWN_SCOPE}/`),
  );
  mkdirSync(path.join(to, 'node_modules', OWN_SCOPE), { recursive: true });
  for (const [name, { resolved = '' }] of own) symlinkSync(path.join(to, resolved), path.join(to, name));
  return true;
}

/** The third-party packages that `installed` lacks or has in another version. */
export function missingPackages(wanted: LockFile, installed: LockFile): string[] {
  return Object.entries(wanted.packages)
    .filter(([name, { link }]) => name.includes('node_modules/') && !link)
    .filter(([name, { version }]) => installed.packages[name]?.version !== version)
    .map(([name]) => name);
}

/** The root's folder and those of workspaces with versions of their own. */
function nodeModulesFolders({ packages }: LockFile): string[] {
  const folders = Object.keys(packages).map(
    (name) => /^(?:(?!node_modules\/)[^/]+\/[^/]+\/)?node_modules(?=\/)/.exec(name)?.[0],
  );
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

function linkFolder(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from)) {
    if (entry !== OWN_SCOPE && entry !== '.renwatch-build')
      symlinkSync(path.join(from, entry), path.join(to, entry));
  }
}

const readLock = (root: string): LockFile =>
  JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as LockFile;
