import { type DynamicModule, Module } from '@nestjs/common';
import { type PagerConfiguration } from './config';
import { CONFIGURATION, PagerService } from './pager.service';

@Module({})
export class PagerModule {
  static with(configuration: PagerConfiguration): DynamicModule {
    return {
      module: PagerModule,
      providers: [{ provide: CONFIGURATION, useValue: configuration }, PagerService],
    };
  }
}
