import { runService } from '@renwatch/runtime';
import { readInferenceConfiguration } from './config';
import { InferenceModule } from './inference.module';

void runService({
  name: 'inference',
  configure: () => readInferenceConfiguration(),
  module: (configuration) => InferenceModule.with(configuration),
});
