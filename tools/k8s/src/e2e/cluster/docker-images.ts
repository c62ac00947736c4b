import { APPS, buildImage, type ImageOptions, imageName } from '../../images/build-images';
import { run } from '../../process/run';
import { type Images } from './images.port';

const LOAD_TIMEOUT_MS = 900_000;

/** Built by docker, and loaded by a command such as `kind load docker-image` that takes the image's name as its last word. */
export class DockerImages implements Images {
  constructor(private readonly options: Omit<ImageOptions, 'registry'> & { load: string }) {}

  async bring(): Promise<void> {
    const options = { ...this.options, registry: '' };
    const [program = '', ...words] = this.options.load.split(' ').filter(Boolean);
    for (const app of APPS) {
      await buildImage(app, options);
      const name = imageName(app, options);
      await run(program, [...words, name], { timeoutMs: LOAD_TIMEOUT_MS });
      options.say(`${name}: in the cluster`);
    }
  }
}
