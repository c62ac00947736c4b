import { type DynamicModule, Module } from '@nestjs/common';
import { type SimulatorConfiguration } from './config';
import { CONFIGURATION, SHUTDOWN, SimulatorService } from './simulator.service';

@Module({})
export class SimulatorModule {
  /** @param onShutdown ends the process in good order, for whoever asks for `/shutdown` */
  static with(configuration: SimulatorConfiguration, onShutdown: () => void): DynamicModule {
    return {
      module: SimulatorModule,
      providers: [
        { provide: CONFIGURATION, useValue: configuration },
        { provide: SHUTDOWN, useValue: onShutdown },
        SimulatorService,
      ],
    };
  }
}
