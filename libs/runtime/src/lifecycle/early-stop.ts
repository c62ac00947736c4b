// The first import of each service's main.ts. A container's first process is not ended by a signal that nobody handles: what
// came while modules load would be lost, and the container killed when its grace is over. SIGHUP, of which nothing need be
// told yet because all is about to be read, would end any other.
import { stopSignals } from './stop-signals';

stopSignals.listen();
process.on('SIGHUP', () => undefined);
