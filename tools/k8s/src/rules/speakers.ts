/** The services that connect to the address in each setting. */
const BY_SETTING: Record<string, readonly string[]> = {
  KAFKA_BROKERS: ['gateway', 'inference', 'pager'],
  PAGER_ADDRESS: ['pager'],
  MLLP_ADDRESS: ['gateway'],
};

/** Pods that connect to the database. Its address is secret, so any port without a setting counts as the database's. */
export const DATABASE_SPEAKERS: readonly string[] = ['inference', 'pager', 'history-import'];

/** Returns the ports in the configuration and the pods that connect to each. */
export function speakers(config: Readonly<Record<string, string>> = {}): Map<number, readonly string[]> {
  const found = new Map<number, readonly string[]>();
  for (const [setting, names] of Object.entries(BY_SETTING))
    for (const port of portsOf(config[setting]))
      found.set(port, [...new Set([...(found.get(port) ?? []), ...names])]);
  return found;
}

/** Reads the ports of comma-separated `host:port` addresses with options. */
function portsOf(addresses = ''): number[] {
  return addresses
    .split(',')
    .map((address) => parseInt(address.split(':')[1] ?? '', 10))
    .filter((port) => !Number.isNaN(port));
}
