// npx nx run monitoring:render: writes what is made from the alarms.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { renderedFiles } from './render/rendered-files';
import { DEFAULT_RUNBOOKS } from './rules/rules-file';
import { ROOT } from './rules/workspace';

new Command('monitoring:render')
  .description('Write alarm rules for Prometheus and Kubernetes, dashboards, and the index of runbooks.')
  .option('--runbooks <url>', 'folder of the runbooks, in the links of alarms', DEFAULT_RUNBOOKS)
  .action(({ runbooks }: { runbooks: string }) => {
    for (const file of renderedFiles(runbooks)) {
      mkdirSync(path.dirname(file.path), { recursive: true });
      writeFileSync(file.path, file.text);
      process.stdout.write(`${path.relative(ROOT, file.path)}\n`);
    }
  })
  .parse();
