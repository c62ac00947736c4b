import { runService } from '@renwatch/runtime';
import { configure } from './config';
import { GatewayModule } from './gateway.module';

void runService({
  name: 'gateway',
  configure,
  module: (configuration) => GatewayModule.forConfiguration(configuration),
});
