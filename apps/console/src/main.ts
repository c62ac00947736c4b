// Imported first, so that a stop signal is handled while everything else loads.
import '@renwatch/runtime/early-stop';
import { runService } from '@renwatch/runtime';
import { readConsoleConfiguration } from './config';
import { ConsoleModule } from './console.module';

void runService({
  name: 'console',
  configure: () => readConsoleConfiguration(),
  module: (configuration) => ConsoleModule.forConfiguration(configuration),
});
