import { ProgressBar } from './progress/progress-bar';
import { run } from './run';

const bar = new ProgressBar(process.argv[2] ?? '', process.stderr);

void run(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  progress: (share, detail) => bar.update(share, detail),
}).then((code) => {
  process.exitCode = code;
});
