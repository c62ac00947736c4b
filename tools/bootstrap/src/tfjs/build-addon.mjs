import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compiler, NO_COMPILER } from '../machine/compiler.mjs';
import { runProgram, SetUpError, tail } from '../../../../libs/machine/src/index.cjs';
import { say } from '../process/say.mjs';
import { C_API_HEADER } from './c-api-headers.mjs';
import { nodeHeaders } from './node-headers.mjs';
import { LIBRARIES } from './pins.mjs';

const SOURCES = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];
const KEY_LENGTH = 24;

/** Compiles tfjs-node's addon against the libraries in its deps folder, or takes it from the cache. */
export async function buildAddon({ packageFolder, libraries, cache }) {
  const napi = napiVersion(packageFolder);
  const addon = addonPath(packageFolder, napi);
  const build = flagsFor(packageFolder, addon, napi);
  const kept = path.join(cache, 'addons', `${keyOf(packageFolder, libraries, build)}.node`);
  mkdirSync(path.dirname(addon), { recursive: true });
  rmSync(addon, { force: true });
  if (existsSync(kept)) {
    say('  addon: compiled before, taken from the cache');
    copyFileSync(kept, addon);
    return;
  }
  await compile({ packageFolder, addon, build, napi, cache });
  keep(addon, kept);
}

/** The newest Node-API that both this Node and the package know. */
function napiVersion(packageFolder) {
  const manifest = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'));
  return Math.max(
    ...manifest.binary.napi_versions.filter((version) => version <= Number(process.versions.napi)),
  );
}

function addonPath(packageFolder, napi) {
  const manifest = path.join(packageFolder, 'package.json');
  try {
    return createRequire(manifest)('@mapbox/node-pre-gyp').find(manifest);
  } catch {
    return path.join(packageFolder, 'lib', `napi-v${napi}`, 'tfjs_binding.node');
  }
}

function flagsFor(packageFolder, addon, napi) {
  // Relative, so that node_modules may move.
  const rpath = `$ORIGIN/${path.relative(path.dirname(addon), path.join(packageFolder, 'deps', 'lib'))}`;
  return {
    compile: [
      ...['-std=c++17', '-O2', '-fPIC', '-shared', '-w', '-DBUILDING_NODE_EXTENSION'],
      ...['-DNODE_GYP_MODULE_NAME=tfjs_binding', `-DNAPI_VERSION=${napi}`],
    ],
    link: [`-Wl,-rpath,${rpath}`, '-Wl,--enable-new-dtags', ...LIBRARIES.map((name) => `-l:${name}`)],
  };
}

/** Everything that makes one compiled addon differ from another. */
function keyOf(packageFolder, libraries, { compile, link }) {
  const glibc = process.report.getReport().header.glibcVersionRuntime;
  const made = [C_API_HEADER, compile, link, path.basename(libraries), process.arch, glibc];
  const key = createHash('sha256').update(JSON.stringify(made));
  const binding = path.join(packageFolder, 'binding');
  for (const name of readdirSync(binding).sort())
    key.update(name).update(readFileSync(path.join(binding, name)));
  return key.digest('hex').slice(0, KEY_LENGTH);
}

async function compile({ packageFolder, addon, build, napi, cache }) {
  const cxx = compiler();
  if (!cxx) throw new SetUpError(NO_COMPILER);
  const include = [`-I${await nodeHeaders(cache)}`, '-Ideps/include', '-I.'];
  const lib = path.join(packageFolder, 'deps', 'lib');
  say(`  addon: compiling with ${path.basename(cxx)} (Node-API ${napi})`);
  const link = [`-L${lib}`, ...build.link, `-Wl,-rpath-link,${lib}`];
  const result = await runProgram(cxx, [...build.compile, ...include, ...SOURCES, '-o', addon, ...link], {
    cwd: packageFolder,
  });
  if (!result.ok)
    throw new SetUpError(`${cxx} could not compile the addon`, { detail: tail(result.output, 12) });
}

function keep(addon, kept) {
  const temporary = `${kept}.${process.pid}`;
  mkdirSync(path.dirname(kept), { recursive: true });
  copyFileSync(addon, temporary);
  renameSync(temporary, kept);
}
