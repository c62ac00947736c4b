// First, so that a stop is heard while all else loads.
import '@renwatch/runtime/early-stop';
import { runService } from '@renwatch/runtime';
import { readGatewayConfiguration } from './config';
import { GatewayModule } from './gateway.module';

void runService({
  name: 'gateway',
  configure: () => readGatewayConfiguration(),
  module: (configuration) => GatewayModule.forConfiguration(configuration),
});
