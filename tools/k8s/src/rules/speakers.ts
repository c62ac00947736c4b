/** Who speaks to what, by the setting that says where it is. */
const BY_SETTING: Record<string, readonly string[]> = {
  KAFKA_BROKERS: ['gateway', 'inference', 'pager'],
  PAGER_ADDRESS: ['pager'],
  MLLP_ADDRESS: ['gateway'],
};

/** Where it is, is secret: it is behind every port that the configuration does not name. */
export const DATABASE_SPEAKERS: readonly string[] = ['inference', 'pager', 'history-import'];

/** The ports that the configuration names, and the pods that speak to each. */
export function speakers(config: Readonly<Record<string, string>> = {}): Map<number, readonly string[]> {
  const found = new Map<number, readonly string[]>();
  for (const [setting, names] of Object.entries(BY_SETTING))
    for (const port of portsOf(config[setting]))
      found.set(port, [...new Set([...(found.get(port) ?? []), ...names])]);
  return found;
}

/** Of `host:port`, commas between, options behind. */
function portsOf(addresses = ''): number[] {
  return addresses
    .split(',')
    .map((one) => parseInt(one.split(':')[1] ?? '', 10))
    .filter((port) => !Number.isNaN(port));
}
