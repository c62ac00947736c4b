import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runProgram, SetUpError, tail } from '../../../../libs/machine/src/index.cjs';
import { say } from '../process/say.mjs';
import { NODE_API_HEADERS } from './pins.mjs';

const ASK_LIMIT_MS = 30_000;
const FETCH_LIMIT_SECONDS = 120;

/** The folder with node_api.h: beside Node, in npm's `nodedir`, or fetched from npm into the cache. */
export async function nodeHeaders(cache) {
  const own = path.join(cache, NODE_API_HEADERS.spec.replace('@', '-'));
  const candidates = [
    ...installedCandidates(),
    path.join(own, 'node_modules', 'node-api-headers', 'include'),
  ];
  const there = () => candidates.find((folder) => existsSync(path.join(folder, 'node_api.h')));
  if (!there()) await fetchHeaders(own);
  return there();
}

function installedCandidates() {
  const nodedir = npmNodedir();
  return [
    ...(nodedir ? [path.join(nodedir, 'include', 'node'), path.join(nodedir, 'src')] : []),
    path.join(process.execPath, '..', '..', 'include', 'node'),
    '/usr/include/node',
    '/usr/local/include/node',
    path.join(os.homedir(), '.cache', 'node-gyp', process.versions.node, 'include', 'node'),
  ];
}

function npmNodedir() {
  if (process.env.npm_config_nodedir) return process.env.npm_config_nodedir;
  const asked = spawnSync('npm', ['config', 'get', 'nodedir'], { encoding: 'utf8', timeout: ASK_LIMIT_MS });
  const answer = (asked.stdout || '').trim().split('\n').at(-1);
  return answer === 'undefined' || answer === 'null' ? '' : answer;
}

async function fetchHeaders(own) {
  say(`  Node came without its C headers: fetching ${NODE_API_HEADERS.spec} from npm`);
  mkdirSync(own, { recursive: true });
  writeFileSync(path.join(own, 'package.json'), '{"private":true}\n');
  const args = [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--save-exact',
    NODE_API_HEADERS.spec,
  ];
  const result = await runProgram('npm', args, { cwd: own, limitSeconds: FETCH_LIMIT_SECONDS });
  if (result.ok && integrityOf(own) === NODE_API_HEADERS.integrity) return;
  rmSync(own, { recursive: true, force: true });
  throw new SetUpError(
    `Node's C headers are missing, and ${NODE_API_HEADERS.spec} could not be had from npm`,
    {
      detail: tail(result.output),
    },
  );
}

function integrityOf(folder) {
  try {
    const lock = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8'));
    return lock.packages['node_modules/node-api-headers'].integrity;
  } catch {
    return '';
  }
}
