import { type KubeObject } from '../manifests/kube-object';
import { describedFeeds, sharedSettings } from './described-feeds';

/** The services that connect to the addresses in each setting. */
const BY_SETTING: Record<string, readonly string[]> = {
  KAFKA_BROKERS: ['gateway', 'inference', 'pager'],
  PAGER_ADDRESS: ['pager'],
};

/** Pods that connect to the database. Its address is secret, so any port without a setting counts as the database's. */
export const DATABASE_SPEAKERS: readonly string[] = ['inference', 'pager', 'history-import'];

/** Returns the ports in the configuration and the pods that connect to each. */
export function speakers(objects: readonly KubeObject[]): Map<number, readonly string[]> {
  const config = sharedSettings(objects);
  const { short, file } = describedFeeds(objects);
  const dialled = [...short, ...file].filter(({ direction }) => direction === 'dialled');
  const found = new Map<number, readonly string[]>();
  const add = (port: number, names: readonly string[]) =>
    found.set(port, [...new Set([...(found.get(port) ?? []), ...names])]);
  for (const [setting, names] of Object.entries(BY_SETTING))
    for (const port of portsOf(config[setting])) add(port, names);
  for (const { port } of dialled) add(port, ['gateway']);
  return found;
}

/** Reads the ports of comma-separated `host:port` addresses. */
function portsOf(addresses = ''): number[] {
  return addresses
    .split(',')
    .map((address) => parseInt(address.split(':')[1] ?? '', 10))
    .filter((port) => !Number.isNaN(port));
}
