import { type StackConfiguration } from '../settings/config';
import { simulatorPorts } from '../ports/simulator-ports';

/** Lists the ports of health and metrics of the services that this stack runs; undefined if it runs none. */
export function healthLine(configuration: StackConfiguration): string | undefined {
  const { gatewayHttpPort, inferenceHttpPort, pagerHttpPort, simulatorHttpPort, without } = configuration;
  const ports = [
    { name: 'gateway', port: gatewayHttpPort, runs: !without.includes('gateway') },
    { name: 'inference', port: inferenceHttpPort, runs: !without.includes('inference') },
    { name: 'pager', port: pagerHttpPort, runs: !without.includes('pager') },
    { name: 'simulator', port: simulatorHttpPort, runs: simulatorPorts(configuration) !== undefined },
  ];
  const named = ports.filter(({ runs }) => runs).map(({ name, port }) => `${port} (${name})`);
  if (named.length === 0) return undefined;
  return `Health and metrics on ${named.length > 1 ? 'ports' : 'port'} ${named.join(', ')}: /readyz, /metrics`;
}
