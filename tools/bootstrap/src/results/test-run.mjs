import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { nxProgram } from '../packages/nx-program.mjs';
import { runStep } from './run-step.mjs';
import { tally } from './tally.mjs';
import { readCounts, removeCounts } from './test-counts.mjs';
import { TIME_ROOMS, TIMELESS_SPECS } from './time-rooms.mjs';

const HOUSES = ['apps', 'libs', 'tools'];
/** The specs of a test run; those of minutes (`*.long.spec.ts`) have a command of their own. */
const SPEC = /(?<!\.long)\.spec\.(?:ts|mjs)$/;
/** Runs whole stacks, from the build. */
const WHOLE_STACKS = 'e2e';
/** The whole stacks have few, long tests. */
const WHOLE_STACKS_TIMEOUT_MS = 400_000;
/** Nx's module boundaries are checked only with its project graph at hand; without it ESLint passes with this warning. */
const BOUNDARIES_SKIPPED = 'No cached ProjectGraph is available';

/**
 * Lint, type check, build and language, then all tests. The two time zones are far apart, both with daylight saving, on
 * different sides of UTC's midnight: code that reads the process's zone gives other results in one of them. No step's
 * failure keeps the next from running.
 */
export async function testRun(root) {
  const packages = path.join(root, 'node_modules');
  const failedChecks = await runChecks(root, packages);

  removeCounts(root);
  const projects = testProjects(root);
  const inFirstZone = projects.filter((name) => name !== WHOLE_STACKS);
  const inSecondZone = projects.filter((name) => name === WHOLE_STACKS || TIME_ROOMS.includes(name));
  const jest = async (zone, selected, { options = [], environment = {} } = {}) => {
    const args = [path.join(packages, 'jest/bin/jest.js'), '-c', 'jest.workspace.cjs', ...options];
    const env = { TZ: zone, TEST_PROJECTS: selected.join(), ...environment };
    const { ok } = await runStep(`tests, TZ=${zone}`, args, { root, env, show: true });
    return { zone, ok, projects: selected, counts: readCounts(root, zone) };
  };
  const tests = [
    await jest('Europe/London', inFirstZone),
    await jest('Pacific/Auckland', inSecondZone, {
      options: [`--testTimeout=${WHOLE_STACKS_TIMEOUT_MS}`],
      environment: { TEST_IGNORED: TIMELESS_SPECS.join(' ') },
    }),
  ];
  return tally({ failedChecks, tests });
}

/** @returns the names of the checks that failed */
async function runChecks(root, packages) {
  const nx = nxProgram(root);
  const tsc = path.join(packages, 'typescript/bin/tsc');
  const eslint = path.join(packages, 'eslint/bin/eslint.js');
  const references = await runStep('project references', [nx, 'sync:check'], { root });
  const [build, lint] = await Promise.all([
    runStep('type check and build', [tsc, '-b'], { root }),
    runStep('lint', [eslint, '.'], { root }),
  ]);
  const page = await runStep('page of the console', ['apps/console-web/build.mjs'], { root });
  const language = await runStep('language', ['tools/language/dist/check.main.js'], { root });
  const failed = [references, build, lint, page, language].filter(({ ok }) => !ok).map(({ name }) => name);
  return lint.output.includes(BOUNDARIES_SKIPPED) ? [...failed, 'check of module boundaries'] : failed;
}

/** @returns the names of the projects that have specs: each must appear in the counts of its run */
function testProjects(root) {
  return HOUSES.flatMap((house) =>
    readdirSync(path.join(root, house)).filter((name) => hasSpecs(path.join(root, house, name, 'src'))),
  );
}

function hasSpecs(folder) {
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => SPEC.test(file));
}
