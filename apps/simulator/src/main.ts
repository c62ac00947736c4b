// First, so that a stop is heard while all else loads.
import '@renwatch/runtime/early-stop';
import { runService } from '@renwatch/runtime';
import { configure } from './config';
import { SimulatorModule } from './simulator.module';

// `/shutdown` takes the way every other stop takes.
const stop = (): void => void process.kill(process.pid, 'SIGTERM');

void runService({
  name: 'simulator',
  configure,
  module: (configuration) => SimulatorModule.with(configuration, stop),
});
