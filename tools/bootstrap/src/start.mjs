// npm start: set-up, build, then the whole of Renwatch in this process (tools/stack) until Ctrl-C.
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildServices } from './nx/build-services.mjs';
import { endOnSignals, endStarted } from '../../../libs/machine/src/index.cjs';
import { failureText } from './process/failure-text.mjs';
import { say } from './process/say.mjs';
import { setUp } from './set-up.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const takeBack = endOnSignals({ say });
try {
  await setUp({ root, needsBroker: !process.env.KAFKA_BROKERS });
  await buildServices(root);
} catch (error) {
  await endStarted();
  process.stderr.write(`${failureText(error)}\n`);
  process.exit(1);
}
// From here the stack ends what it starts, in its own order.
takeBack();
await import(pathToFileURL(path.join(root, 'tools/stack/dist/main.js')).href);
