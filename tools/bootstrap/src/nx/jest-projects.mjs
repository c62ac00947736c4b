import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const HOUSES = ['apps', 'libs', 'tools'];

/** The projects that have tests: every folder with a jest.config.cjs, as `{ name, folder }`. */
export function jestProjects(root) {
  return HOUSES.flatMap((house) => {
    const folder = path.join(root, house);
    return existsSync(folder)
      ? readdirSync(folder).map((name) => ({ name, folder: path.join(folder, name) }))
      : [];
  }).filter(({ folder }) => existsSync(path.join(folder, 'jest.config.cjs')));
}
