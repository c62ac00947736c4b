import { jestProjects, ZONE_FREE } from '../nx/jest-projects.mjs';
import { runNx } from '../nx/run-nx.mjs';
import { say, seconds } from '../output/say.mjs';
import { tally } from './tally.mjs';
import { readCounts, removeCounts } from './test-counts.mjs';

/** Far apart, both with daylight saving, on different sides of UTC's midnight: what reads the process's zone shows. */
const ZONES = ['Europe/London', 'Pacific/Auckland'];
/** Takes whole machines: it runs when the others are done. */
const HEAVY = 'e2e';

/** Lint, type check, build, then all tests under each time zone. No phase's failure keeps the next from running. */
export async function testRun(root) {
  const projects = jestProjects(root);
  const troubles = [];
  const phase = async (what, args, env) => {
    const begun = Date.now();
    say(what);
    const result = await runNx(root, args, { env });
    say(`${what}: ${result.ok ? 'done' : 'FAILED'} after ${seconds(begun)}`);
    if (!result.ok && result.failed.length === 0) troubles.push(`${what}: Nx itself failed`);
    return result.failed;
  };

  removeCounts(projects);
  const failedChecks = await phase('lint, type check, build and language', [
    'run-many',
    '-t',
    'lint',
    'typecheck',
    'build',
    'check',
  ]);
  const tests = [];
  for (const zone of ZONES) {
    // In a later round jest.preset.cjs and the tag leave out what no zone can change.
    const round = zone === ZONES[0] ? 'first' : 'later';
    const env = { TZ: zone, TEST_ROUND: round };
    const exclude = round === 'first' ? HEAVY : `${HEAVY},tag:${ZONE_FREE}`;
    const failed = [
      ...(await phase(`tests, TZ=${zone}`, ['run-many', '-t', 'test', `--exclude=${exclude}`], env)),
      ...(await phase(`end-to-end tests, TZ=${zone}`, ['run-many', '-t', 'test', '-p', HEAVY], env)),
    ];
    for (const project of projects.filter(({ zoneFree }) => round === 'first' || !zoneFree)) {
      const taskFailed = failed.includes(`${project.name}:test`);
      tests.push({ project: project.name, zone, counts: readCounts(project, zone), taskFailed });
    }
    failedChecks.push(...failed.filter((task) => !task.endsWith(':test')));
  }
  return tally({ failedChecks: [...new Set(failedChecks)], tests, troubles });
}
