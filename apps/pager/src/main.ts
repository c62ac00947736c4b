// Imported first, so that a stop signal is handled while everything else loads.
import '@renwatch/runtime/early-stop';
import { runService } from '@renwatch/runtime';
import { readPagerConfiguration } from './config';
import { PagerModule } from './pager.module';

void runService({
  name: 'pager',
  configure: () => readPagerConfiguration(),
  module: (configuration) => PagerModule.forConfiguration(configuration),
});
