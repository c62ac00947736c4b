import { type KubeObject, nameOf } from '../manifests/kube-object';
import { waysOut } from './ways-out';

/** Who speaks to what, by the setting that says where it is. */
const SPEAKERS: Record<string, readonly string[]> = {
  KAFKA_BROKERS: ['gateway', 'inference', 'pager'],
  PAGER_ADDRESS: ['pager'],
  MLLP_ADDRESS: ['gateway'],
};
/** Where it is, is secret: it is behind every other port. */
const OF_DATABASE: readonly string[] = ['inference', 'pager', 'history-import'];

/** Ways out of the namespace that are open to pods which need none; one sentence each. */
export function outsideFaults(objects: readonly KubeObject[]): string[] {
  const config = objects.find(({ kind, data }) => kind === 'ConfigMap' && data?.['KAFKA_BROKERS'])?.data;
  const speakersTo = (port: number): readonly string[] => {
    const settings = Object.entries(SPEAKERS).filter(([name]) => portsOf(config?.[name]).includes(port));
    return settings.length === 0 ? OF_DATABASE : settings.flatMap(([, names]) => names);
  };
  return waysOut(objects).flatMap(({ policy, names, port }) =>
    names
      .filter((name) => !speakersTo(port).includes(name))
      .map((name) => `${nameOf(policy)} opens the way out to port ${port} to ${name}, which needs none`),
  );
}

/** Of `host:port`, commas between, options behind. */
const portsOf = (addresses = '') => addresses.split(',').map((one) => parseInt(one.split(':')[1] ?? '', 10));
