// npx nx run-many -t docker-build, docker-push: node tools/k8s/dist/images.main.js build|push APP
import { loadConfiguration } from '@renwatch/runtime';
import { Argument, Command } from 'commander';
import { APPS, type App, buildImage, pushImage } from './images/build-images';
import { imageSettings } from './images/config';

async function main(verb: 'build' | 'push', app: App): Promise<void> {
  const configuration = loadConfiguration(imageSettings, { env: process.env });
  const options = { ...configuration, say: (line: string) => void process.stdout.write(`${line}\n`) };
  if (verb === 'build') return buildImage(app, options);
  if (options.registry === '')
    throw new Error('DOCKER_REGISTRY is not set: give host/path, such as registry.example/team');
  await pushImage(app, options);
}

new Command('images')
  .description('Build or push the image of an app.')
  .addArgument(new Argument('<verb>').choices(['build', 'push']))
  .addArgument(new Argument('<app>').choices(APPS))
  .action(main)
  .parseAsync()
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
