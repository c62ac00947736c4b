import { findJava, kafkaJars } from '../../../libs/testing/src/kafka-broker/kafka-jars.cjs';
import { checkNode } from './check-node.mjs';
import { installPackages } from './packages/install-packages.mjs';
import { say } from './output/say.mjs';
import { setUpTfjs } from './tfjs/set-up-tfjs.mjs';

/**
 * Brings a fresh machine to where the build can begin; takes under two seconds if it is there already.
 * @param {{ root: string, needsBroker: boolean }} options `needsBroker`: a Kafka broker will be started here
 * @throws SetUpError with the remedy in one line
 */
export async function setUp({ root, needsBroker }) {
  checkNode();
  // First, so that nobody waits for downloads before they learn that Java is missing.
  if (needsBroker) await findJava();
  await installPackages(root);
  await setUpTfjs({ root });
  if (needsBroker) await kafkaJars({ say });
}
