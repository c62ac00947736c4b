// First, so that a SIGTERM during loading is handled.
import '@renwatch/runtime/early-stop';
import { runService } from '@renwatch/runtime';
import { readSimulatorConfiguration } from './config';
import { SimulatorModule } from './simulator.module';

// `/shutdown` stops the process like any other SIGTERM.
const stop = (): void => void process.kill(process.pid, 'SIGTERM');

void runService({
  name: 'simulator',
  configure: () => readSimulatorConfiguration(),
  module: (configuration) => SimulatorModule.with(configuration, stop),
});
