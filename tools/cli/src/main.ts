import { userInfo, hostname } from 'node:os';
import { processTerminal } from './command/process-terminal';
import { runRenwatch } from './run-renwatch';

void runRenwatch(process.argv.slice(2), {
  env: process.env,
  now: () => new Date(),
  user: `${userInfo().username}@${hostname()}`,
  stackHome: process.env.RENWATCH_STACK_HOME,
  terminal: processTerminal(process.stdout, process.stderr),
}).then((code) => {
  process.exitCode = code;
});
