import { type StackConfiguration } from '../settings/config';

/** `off`: something else takes the place of that side. */
export interface SimulatorPorts {
  mllp: number | 'off';
  pager: number | 'off';
}

/** Returns the simulator's ports, or undefined if it is not needed at all. */
export function simulatorPorts(configuration: StackConfiguration): SimulatorPorts | undefined {
  const { mllpAddress, pagerAddress, without, simulatorMllpPort, simulatorPagerPort } = configuration;
  if ((mllpAddress && pagerAddress) || without.includes('simulator')) return undefined;
  return { mllp: mllpAddress ? 'off' : simulatorMllpPort, pager: pagerAddress ? 'off' : simulatorPagerPort };
}

/** Returns where the gateway finds its feed and the pager its endpoint; empty if nothing is there. */
export function streamAddresses(configuration: StackConfiguration): { feed: string; pager: string } {
  const { mllpAddress, pagerAddress, simulatorPagerPort } = configuration;
  const ports = simulatorPorts(configuration);
  const local = (port: number | 'off' | undefined) => (typeof port === 'number' ? `localhost:${port}` : '');
  return {
    feed: mllpAddress ?? local(ports?.mllp),
    pager: pagerAddress ?? local(ports?.pager ?? simulatorPagerPort),
  };
}
