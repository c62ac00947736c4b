import { constants, copyFileSync, existsSync, linkSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { writeHeaders } from './c-api-headers.mjs';
import { LIBRARIES, LICENCES, UPSTREAM_LIBRARY_VERSION } from './pins.mjs';

/** Puts libraries and headers where tfjs-node's binding looks for them: `deps/lib` and `deps/include`. */
export function placeLibraries(packageFolder, libraries) {
  const deps = path.join(packageFolder, 'deps');
  const lib = path.join(deps, 'lib');
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(lib, { recursive: true });
  for (const name of LIBRARIES) place(path.join(libraries, name), path.join(lib, name));
  for (const name of LICENCES) {
    const file = path.join(libraries, name);
    if (existsSync(file)) copyFileSync(file, path.join(deps, name));
  }
  // With the names its own scripts look for in place, a later `npm rebuild` neither wipes deps nor downloads.
  const [main, framework] = LIBRARIES;
  for (const [name, target] of Object.entries({ libtensorflow: main, libtensorflow_framework: framework })) {
    symlinkSync(target, path.join(lib, `${name}.so`));
    symlinkSync(target, path.join(lib, `${name}.so.${UPSTREAM_LIBRARY_VERSION}`));
  }
  writeHeaders(path.join(deps, 'include'));
}

/** A hard link where it can be had (no extra space), else a copy. */
function place(from, to) {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
  }
}
