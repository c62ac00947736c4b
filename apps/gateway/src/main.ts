// First, so that a SIGTERM during loading is handled.
import '@renwatch/runtime/early-stop';
import { runService } from '@renwatch/runtime';
import { readGatewayConfiguration } from './config';
import { GatewayModule } from './gateway.module';

void runService({
  name: 'gateway',
  configure: () => readGatewayConfiguration(),
  module: (configuration) => GatewayModule.with(configuration),
});
