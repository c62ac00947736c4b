// npm start: set-up, build, then the whole of Renwatch in this process (tools/stack) until Ctrl-C.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runNx } from './nx/run-nx.mjs';
import { endGroups, endGroupsOnSignals } from './process/child-groups.mjs';
import { failureText } from './process/failure-text.mjs';
import { say, seconds } from './process/say.mjs';
import { SetUpError } from './process/set-up.error.mjs';
import { tail } from './process/scrub.mjs';
import { setUp } from './set-up.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const TARGETS = ['gateway', 'inference', 'pager', 'simulator', 'stack'];

async function build() {
  const begun = Date.now();
  say('build');
  const { ok, output } = await runNx(root, ['run-many', '-t', 'build', '-p', TARGETS.join(',')], {
    show: false,
  });
  if (!ok) throw new SetUpError('the build failed: mend what is named below', { detail: tail(output, 60) });
  say(`build: done in ${seconds(begun)}`);
}

const takeBack = endGroupsOnSignals();
try {
  await setUp({ root, needsBroker: !process.env.KAFKA_BROKERS });
  await build();
} catch (error) {
  await endGroups();
  process.stderr.write(`${failureText(error)}\n`);
  process.exit(1);
}
// From here the stack ends what it starts, in its own order.
takeBack();
await import(pathToFileURL(path.join(root, 'tools/stack/dist/main.js')).href);
