import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The registries' archives carry libraries without headers; these declarations are all that the binding needs. */
export const C_API_HEADER = readFileSync(new URL('tensorflow-c-api.h', import.meta.url), 'utf8');

const MAIN = 'c/c_api.h';
/** The other headers that the binding names: each only includes the one above. */
const OTHERS = [
  'c/eager/c_api.h',
  'c/tf_datatype.h',
  'c/tf_status.h',
  'c/tf_tensor.h',
  'core/platform/ctstring_internal.h',
];

export function writeHeaders(includeFolder) {
  for (const name of [MAIN, ...OTHERS]) {
    const file = path.join(includeFolder, 'tensorflow', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, name === MAIN ? C_API_HEADER : '#include "tensorflow/c/c_api.h"\n');
  }
}
