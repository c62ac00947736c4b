import { setting } from '@renwatch/runtime';

/** How images are made here: the same for docker-build, docker-push and k8s:e2e. */
export const imageSettings = {
  docker: setting.text('DOCKER', {
    describe: 'the command that is docker, words with blanks between',
    fallback: 'docker',
  }),
  buildFlags: setting.text('DOCKER_BUILD_FLAGS', {
    describe: 'more flags of docker build, such as --network host',
    fallback: '',
  }),
  registry: setting.text('DOCKER_REGISTRY', {
    describe: 'where docker-push pushes to, host/path',
    fallback: '',
  }),
  tag: setting.text('DOCKER_TAG', { describe: 'the tag of the images', fallback: 'local' }),
};
