import { defaultCacheFolder, ensureJava, ensureKafkaJars } from './kafka-jars.mjs';
import { checkNode } from './machine/check-node.mjs';
import { installPackages } from './packages/install-packages.mjs';
import { say } from './process/say.mjs';
import { setUpTfjs } from './tfjs/set-up-tfjs.mjs';

/**
 * Everything a fresh machine needs before the build; on one that has it, under two seconds.
 * @param {{ root: string, needsBroker: boolean }} options `needsBroker`: a Kafka broker will be started here
 * @throws SetUpError, KafkaJarsError with the remedy in one line
 */
export async function setUp({ root, needsBroker }) {
  checkNode();
  // Asked first, so that nobody waits for downloads before hearing that Java is missing.
  if (needsBroker) await ensureJava();
  await installPackages(root);
  await setUpTfjs({ root, cache: defaultCacheFolder() });
  if (needsBroker) await ensureKafkaJars({ say });
}
