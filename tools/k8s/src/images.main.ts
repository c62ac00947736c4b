// npx nx run-many -t docker-build, docker-push: node tools/k8s/dist/images.main.js build|push APP
import { loadConfiguration } from '@renwatch/runtime';
import { APPS, buildImage, pushImage } from './images/build-images';
import { imageSettings } from './images/config';

async function main(): Promise<void> {
  const [verb, name] = process.argv.slice(2);
  const app = APPS.find((one) => one === name);
  if (app === undefined) throw new Error(`${name ?? 'nothing'} is no app; there are ${APPS.join(', ')}`);
  const configuration = loadConfiguration(imageSettings, { env: process.env });
  const options = { ...configuration, say: (line: string) => void process.stdout.write(`${line}\n`) };
  if (verb !== 'push') return buildImage(app, options);
  if (options.registry === '')
    throw new Error('DOCKER_REGISTRY is not set: give host/path, such as registry.example/team');
  await pushImage(app, options);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
