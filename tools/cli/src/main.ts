import { userInfo, hostname } from 'node:os';
import { runRenwatch } from './run-renwatch';

void runRenwatch(process.argv.slice(2), {
  env: process.env,
  now: () => new Date(),
  user: `${userInfo().username}@${hostname()}`,
  terminal: {
    print: (line) => process.stdout.write(`${line}\n`),
    printBytes: (bytes) => process.stdout.write(bytes),
    complain: (line) => process.stderr.write(`${line}\n`),
  },
}).then((code) => {
  process.exitCode = code;
});
