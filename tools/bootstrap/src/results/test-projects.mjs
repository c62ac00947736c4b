import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const HOUSES = ['apps', 'libs', 'tools'];
const SPEC = /(?<!\.long)\.spec\.(?:ts|mjs)$/;

/** The names of the projects that have specs. Each must appear in the counts of a run. */
export function testProjects(root) {
  return HOUSES.map((house) => path.join(root, house))
    .filter((house) => existsSync(house))
    .flatMap((house) => readdirSync(house).filter((name) => hasSpecs(path.join(house, name, 'src'))));
}

function hasSpecs(folder) {
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => SPEC.test(file));
}
