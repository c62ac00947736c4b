import { type StackConfiguration } from '../settings/config';
import { type HomeFolder } from '../settings/home-folder';
import { checkConfigurations } from '../service/check-configurations';
import { serviceList } from './service-list';
import { namedUrls } from './start-database';
import { simulatorPorts, streamAddresses } from '../ports/simulator-ports';
import { simulatorService } from './simulator-service';

/** Returns every fault that the services find in their configuration, a line each. Starts and removes nothing. */
export function serviceFaults(configuration: StackConfiguration, home: HomeFolder): Promise<string[]> {
  const { kafkaBrokers, without, environment } = configuration;
  const ports = simulatorPorts(configuration);
  const services = serviceList({
    configuration,
    ...streamAddresses(configuration),
    // The stack knows its own broker and database only once they run.
    brokers: [kafkaBrokers ?? 'localhost:9092'],
    databaseUrls: namedUrls(configuration),
  });
  const simulator = ports ? [simulatorService({ configuration, home, ports })] : [];
  const definitions = [...services, ...simulator].filter(({ name }) => !without.includes(name));
  return checkConfigurations({ definitions, environment });
}
