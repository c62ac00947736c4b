import { type DynamicModule, Module } from '@nestjs/common';
import { type InferenceConfiguration } from './config';
import { CONFIGURATION, InferenceService } from './inference.service';

@Module({})
export class InferenceModule {
  static with(configuration: InferenceConfiguration): DynamicModule {
    return {
      module: InferenceModule,
      providers: [{ provide: CONFIGURATION, useValue: configuration }, InferenceService],
    };
  }
}
