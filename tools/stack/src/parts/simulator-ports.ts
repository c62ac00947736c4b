import { type StackConfiguration } from '../config';

/** `off`: something else takes that side's place. */
export interface SimulatorPorts {
  mllp: number | 'off';
  pager: number | 'off';
}

/** The simulator's ports, or undefined where it is not needed at all. */
export function simulatorPorts(configuration: StackConfiguration): SimulatorPorts | undefined {
  const { mllpAddress, pagerAddress, without, simulatorMllpPort, simulatorPagerPort } = configuration;
  if ((mllpAddress && pagerAddress) || without.includes('simulator')) return undefined;
  return { mllp: mllpAddress ? 'off' : simulatorMllpPort, pager: pagerAddress ? 'off' : simulatorPagerPort };
}
