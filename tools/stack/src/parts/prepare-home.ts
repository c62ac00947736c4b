import { mkdirSync } from 'node:fs';
import { processIdentity, signalGroup } from '@renwatch/machine';
import { isPortFree } from '@renwatch/testing';
import { type StackConfiguration } from '../settings/config';
import { emptyHome } from '../home/empty-home';
import { claimHome } from '../home/claim-home';
import { type HomeFolder } from '../settings/home-folder';
import { type StreamSource } from '../home/kept-source';
import { checkPorts } from '../ports/check-ports';
import { endLeftovers } from '../processes/end-leftovers';
import { ProcessRegister } from '../processes/process-register';
import { refuseOtherSource } from './refuse-other-source';
import { type SimulatorPorts } from '../ports/simulator-ports';
import { wantedPorts } from '../ports/wanted-ports';

export interface PrepareHomeOptions {
  configuration: StackConfiguration;
  home: HomeFolder;
  simulator: SimulatorPorts | undefined;
  /** The origin of the home's contents. */
  kept: StreamSource | undefined;
  /** Rejects if a service could not run; called before anything is removed. */
  check: () => Promise<void>;
  say: (line: string) => void;
}

/** Also finds what listens on one address alone. */
const ANY_ADDRESS = '0.0.0.0';

/**
 * Takes the home over for this start: ends services of a killed one, checks the ports, and removes earlier data for --fresh.
 * @throws StackError if the folder is somebody else's, another stack runs here, its data is of another stream, or a port is
 * taken
 */
export async function prepareHome(options: PrepareHomeOptions): Promise<ProcessRegister> {
  const { configuration, home, simulator, kept, check, say } = options;
  claimHome(home);
  const register = ProcessRegister.read(home.processesFile);
  await endLeftovers({ register, identityOf: processIdentity, signal: signalGroup, say });
  refuseOtherSource({ configuration, kept });
  await checkPorts({
    ports: wantedPorts(configuration, simulator),
    isFree: (port) => isPortFree(port, ANY_ADDRESS),
  });
  // Last: a start that fails must not cost the state.
  if (configuration.fresh) {
    await check();
    await emptyHome({ home, say });
  }
  for (const folder of [home.root, home.logs, home.simulator]) mkdirSync(folder, { recursive: true });
  const identity = (await processIdentity(process.pid)) ?? '';
  return new ProcessRegister(home.processesFile, { name: 'stack', pid: process.pid, identity });
}
