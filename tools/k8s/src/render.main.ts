// npx nx run k8s:render: writes k8s/renwatch.yaml, which k8s:verify compares.
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { renderText } from './manifests/kustomize';
import { RENDERED_FILE, RENDERED_OVERLAY } from './manifests/workspace';

new Command('k8s:render')
  .description(`Render ${RENDERED_OVERLAY} into ${RENDERED_FILE}.`)
  .action(() => {
    writeFileSync(RENDERED_FILE, renderText(RENDERED_OVERLAY));
    process.stdout.write(`rendered ${RENDERED_OVERLAY} into ${RENDERED_FILE}\n`);
  })
  .parse();
