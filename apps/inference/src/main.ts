// First, so that a stop is heard while all else loads.
import '@renwatch/runtime/early-stop';
import { runService } from '@renwatch/runtime';
import { readInferenceConfiguration } from './config';
import { InferenceModule } from './inference.module';

void runService({
  name: 'inference',
  configure: () => readInferenceConfiguration(),
  module: (configuration) => InferenceModule.with(configuration),
});
