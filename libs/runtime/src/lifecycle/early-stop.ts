// Imported first by each service's main.ts. The first process of a container ignores signals without a handler: a SIGTERM
// that comes while modules load would be lost, and the container killed after its grace period. In any other process a
// SIGHUP without a handler would end it; nothing needs to be reloaded yet, as all settings are still to be read.
import { stopSignals } from './stop-signals';

stopSignals.listen();
process.on('SIGHUP', () => undefined);
