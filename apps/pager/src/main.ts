// First, so that a stop is heard while all else loads.
import '@renwatch/runtime/early-stop';
import { runService } from '@renwatch/runtime';
import { readPagerConfiguration } from './config';
import { PagerModule } from './pager.module';

void runService({
  name: 'pager',
  configure: () => readPagerConfiguration(),
  module: (configuration) => PagerModule.with(configuration),
});
