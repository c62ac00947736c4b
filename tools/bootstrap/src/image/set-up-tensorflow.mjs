// libtensorflow for the image of inference, as for a machine: what npm start and npm test do, without the rest of theirs.
import { cacheFolder } from '../../../../libs/machine/src/index.cjs';
import { failureText } from '../process/failure-text.mjs';
import { setUpTfjs } from '../tfjs/set-up-tfjs.mjs';

try {
  await setUpTfjs({ root: process.cwd(), cache: cacheFolder() });
} catch (error) {
  process.stderr.write(`${failureText(error)}\n`);
  process.exitCode = 1;
}
