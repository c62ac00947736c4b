import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../manifests/workspace';
import { run } from '../process/run';

export const APPS = ['gateway', 'inference', 'pager', 'simulator'] as const;
export type App = (typeof APPS)[number];

export interface ImageOptions {
  /** The docker command, such as `docker` or `lab docker`. */
  docker: string;
  /** Extra flags of `docker build`, such as `--network host`. */
  buildFlags: string;
  /** Registry to push to, or empty. */
  registry: string;
  tag: string;
  say: (line: string) => void;
}

const CACHE_IMAGE = 'renwatch/tensorflow-cache:local';
const MB = 1e6;
const LOAD_TIMEOUT_MS = 900_000;

export const imageName = (app: App, { registry, tag }: Pick<ImageOptions, 'registry' | 'tag'>): string =>
  `${registry ? `${registry}/` : ''}renwatch/${app}:${tag}`;

/** Builds an app's image from the repository's root and reports its size. */
export async function buildImage(app: App, options: ImageOptions): Promise<void> {
  const { say } = options;
  const cache = app === 'inference' ? await buildTensorflowCache(options) : undefined;
  const args = cache === undefined ? [] : ['--build-arg', `TENSORFLOW_CACHE=${cache}`];
  const revision = (await run('git', ['rev-parse', 'HEAD'], { cwd: ROOT })).trim();
  const name = imageName(app, { registry: '', tag: options.tag });
  say(`${name}: building`);
  await docker(options, [
    'build',
    ...words(options.buildFlags),
    ...['--file', path.join(ROOT, 'apps', app, 'Dockerfile'), '--tag', name, ...args],
    ...['--build-arg', `REVISION=${revision}`, '--build-arg', `VERSION=${options.tag}`, ROOT],
  ]);
  const bytes = Number(await docker(options, ['image', 'inspect', '--format', '{{.Size}}', name]));
  say(`${name}: ${Math.round(bytes / MB)} MB`);
}

/** Loads a built image into a cluster with a command such as `kind load docker-image`, which gets its name as last word. */
export async function loadImage(
  app: App,
  { load, tag, say }: Pick<ImageOptions, 'tag' | 'say'> & { load: string },
): Promise<void> {
  const name = imageName(app, { registry: '', tag });
  const [program = '', ...args] = words(load);
  await run(program, [...args, name], { timeoutMs: LOAD_TIMEOUT_MS });
  say(`${name}: in the cluster`);
}

/** Tags a built image for the registry and pushes it there. */
export async function pushImage(app: App, options: ImageOptions): Promise<void> {
  const local = imageName(app, { registry: '', tag: options.tag });
  const remote = imageName(app, options);
  await docker(options, ['tag', local, remote]);
  await docker(options, ['push', remote]);
  options.say(`${remote}: pushed`);
}

/** Builds an image of the libtensorflow that set-up cached here after a failed download; undefined if there is none. */
async function buildTensorflowCache(options: ImageOptions): Promise<string | undefined> {
  const cache =
    process.env['RENWATCH_CACHE'] ??
    path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'renwatch');
  if (!existsSync(path.join(cache, 'tensorflow'))) return undefined;
  const file = path.join(ROOT, 'apps', 'inference', 'tensorflow-cache.Dockerfile');
  await docker(options, ['build', ...words(options.buildFlags), '--file', file, '--tag', CACHE_IMAGE, cache]);
  return CACHE_IMAGE;
}

function docker({ docker: command }: ImageOptions, args: readonly string[]): Promise<string> {
  const [program = 'docker', ...first] = words(command);
  return run(program, [...first, ...args], { cwd: ROOT, env: { DOCKER_BUILDKIT: '1' } });
}

const words = (text: string): string[] => text.split(' ').filter(Boolean);
