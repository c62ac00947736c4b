// npx nx run k8s:render: writes the file that k8s:verify compares.
import { writeFileSync } from 'node:fs';
import { renderText } from './manifests/kustomize';
import { RENDERED_FILE, RENDERED_OVERLAY } from './rendered-file';

writeFileSync(RENDERED_FILE, renderText(RENDERED_OVERLAY));
process.stdout.write(`${RENDERED_FILE} is what ${RENDERED_OVERLAY} renders to\n`);
