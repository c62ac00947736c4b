import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cachedFolder, hasProgram, runProgram, SetUpError, tail } from '../../../libs/machine/src/index.cjs';
import { LIBRARIES } from './libraries.mjs';

const SOURCES = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];
const C_API = readFileSync(new URL('../tensorflow-c-api.h', import.meta.url), 'utf8');
const MAIN_HEADER = 'c/c_api.h';
/** Other headers that the sources include: the declarations are all in the main one. */
const OTHER_HEADERS = [
  'c/eager/c_api.h',
  'c/tf_datatype.h',
  'c/tf_status.h',
  'c/tf_tensor.h',
  'core/platform/ctstring_internal.h',
];
const KEY_LENGTH = 24;

/**
 * Compiles tfjs-node's addon against the libraries in its `deps/lib`, or takes it from the cache.
 * @param {{ packageFolder: string, cache: string, say: (line: string) => void }} options
 * @throws SetUpError if there is no C++ compiler, or it fails
 */
export async function buildAddon({ packageFolder, cache, say }) {
  const require = createRequire(path.join(packageFolder, 'package.json'));
  const { napi_versions: versions } = require('./package.json').binary;
  const napi = Math.max(...versions.filter((version) => version <= Number(process.versions.napi)));
  const addon = path.join(packageFolder, 'lib', `napi-v${napi}`, 'tfjs_binding.node');
  // Relative, so that node_modules may move.
  const rpath = path.relative(path.dirname(addon), path.join(packageFolder, 'deps', 'lib'));
  const flags = [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', '-w', '-DBUILDING_NODE_EXTENSION'],
    ...['-DNODE_GYP_MODULE_NAME=tfjs_binding', `-DNAPI_VERSION=${napi}`],
    ...[`-Wl,-rpath,$ORIGIN/${rpath}`, '-Wl,--enable-new-dtags'],
  ];
  const built = await cachedFolder({
    cache,
    name: `addon-${keyOf(packageFolder, flags)}`,
    fill: (folder) => compile({ packageFolder, flags, folder, say }),
  });
  mkdirSync(path.dirname(addon), { recursive: true });
  copyFileSync(path.join(built, 'tfjs_binding.node'), addon);
}

/** Hashes everything that makes one compiled addon differ from another. */
function keyOf(packageFolder, flags) {
  const glibc = process.report.getReport().header.glibcVersionRuntime;
  const key = createHash('sha256').update(JSON.stringify([C_API, flags, LIBRARIES, process.arch, glibc]));
  const binding = path.join(packageFolder, 'binding');
  for (const name of readdirSync(binding).sort())
    key.update(name).update(readFileSync(path.join(binding, name)));
  return key.digest('hex').slice(0, KEY_LENGTH);
}

async function compile({ packageFolder, flags, folder, say }) {
  const compiler = process.env.CXX || ['g++', 'c++', 'clang++'].find((name) => hasProgram(name));
  if (!compiler)
    throw new SetUpError(
      'there is no C++ compiler for the native part of tfjs-node: install g++ (Debian, Ubuntu: apt install g++)',
    );
  say(`  compiling the addon with ${path.basename(compiler)}`);
  const include = path.join(folder, 'include');
  for (const name of [MAIN_HEADER, ...OTHER_HEADERS]) {
    const file = path.join(include, 'tensorflow', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, name === MAIN_HEADER ? C_API : `#include "tensorflow/${MAIN_HEADER}"\n`);
  }
  const { include_dir: nodeApi } = createRequire(import.meta.url)('node-api-headers');
  const lib = path.join(packageFolder, 'deps', 'lib');
  const link = [`-L${lib}`, `-Wl,-rpath-link,${lib}`, ...LIBRARIES.map((name) => `-l:${name}`)];
  const args = [...flags, `-I${nodeApi}`, `-I${include}`, '-I.', ...SOURCES, ...link];
  const options = { cwd: packageFolder, say };
  const { ok, output } = await runProgram(
    compiler,
    [...args, '-o', path.join(folder, 'tfjs_binding.node')],
    options,
  );
  if (!ok) throw new SetUpError(`${compiler} could not compile the addon`, { detail: tail(output, 12) });
}
