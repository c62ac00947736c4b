import { schema, setting } from '@renwatch/runtime';

/** How images are built here: the same for docker-build, docker-push and k8s:e2e. */
export const imageSettings = {
  docker: setting('DOCKER', schema.text, {
    help: 'docker command, words with blanks between',
    fallback: 'docker',
  }),
  buildFlags: setting('DOCKER_BUILD_FLAGS', schema.text, {
    help: 'extra flags of docker build, such as --network host',
    fallback: '',
  }),
  registry: setting('DOCKER_REGISTRY', schema.text, {
    help: 'registry that docker-push pushes to, host/path',
    fallback: '',
  }),
  tag: setting('DOCKER_TAG', schema.text, { help: 'tag of the images', fallback: 'local' }),
};
