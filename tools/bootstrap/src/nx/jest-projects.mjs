import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const HOUSES = ['apps', 'libs', 'tools'];
/** The tag of a project in which nothing has a time of day. */
export const ZONE_FREE = 'zone:none';

/** The projects that have tests: every folder with a jest.config.cjs, as `{ name, folder, zoneFree }`. */
export function jestProjects(root) {
  return HOUSES.flatMap((house) => {
    const folder = path.join(root, house);
    return existsSync(folder)
      ? readdirSync(folder).map((name) => ({ name, folder: path.join(folder, name) }))
      : [];
  })
    .filter(({ folder }) => existsSync(path.join(folder, 'jest.config.cjs')))
    .map((project) => ({ ...project, zoneFree: tagsOf(project).includes(ZONE_FREE) }));
}

function tagsOf({ folder }) {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return manifest.nx?.tags ?? [];
}
