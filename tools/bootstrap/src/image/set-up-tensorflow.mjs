// libtensorflow for the image of inference: the part of set-up that npm start and npm test do on a machine.
import { failureText } from '../output/failure-text.mjs';
import { setUpTfjs } from '../tfjs/set-up-tfjs.mjs';

try {
  await setUpTfjs({ root: process.cwd() });
} catch (error) {
  process.stderr.write(`${failureText(error)}\n`);
  process.exitCode = 1;
}
