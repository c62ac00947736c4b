import { Presets, SingleBar } from 'cli-progress';

import { run } from './run';

const bar = new SingleBar(
  {
    format: `${process.argv[2] ?? ''} {bar} {percentage}% {step}`,
    stream: process.stderr,
    // Without a terminal a line every ten seconds.
    noTTYOutput: true,
    notTTYSchedule: 10_000,
  },
  Presets.shades_classic,
);

void run(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  progress: (share, step) => {
    if (!bar.isActive) bar.start(1, 0, { step });
    bar.update(share, { step });
    if (share >= 1) bar.stop();
  },
}).then(
  (code) => {
    bar.stop();
    process.exitCode = code;
  },
  (error: unknown) => {
    bar.stop();
    throw error;
  },
);
