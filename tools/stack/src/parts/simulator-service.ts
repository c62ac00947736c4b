import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type StackConfiguration } from '../config';
import { SimulatorEvents } from '../follow/simulator-events';
import { type HomeFolder } from '../home/home-folder';
import { type ServiceDefinition } from '../service/service-definition';
import { COHORT_SEED } from './cohort-history';
import { type SimulatorPorts } from './simulator-ports';

export interface SimulatorServiceOptions {
  configuration: StackConfiguration;
  home: HomeFolder;
  ports: SimulatorPorts;
}

/** An hour of the synthetic hospital in a second: some six messages, and a page every few seconds. */
const COHORT_SPEED = '3600';
const COHORT_DAYS = '3650';
/** With --once, which plays to the end: as long as the course's stream. */
const COHORT_DAYS_ONCE = '62';
/** Where the course mounts its messages: the simulator takes them by itself. */
export const MOUNTED_MESSAGES = '/data/messages.mllp';

/** Whether the synthetic hospital is what is played. */
export const playsCohort = ({ mllpAddress, messages }: StackConfiguration): boolean =>
  mllpAddress === undefined && messages === undefined && !existsSync(MOUNTED_MESSAGES);

/** The simulator as a service, and what it tells of its stream and pages. A message file is played from its beginning. */
export function simulatorService(options: SimulatorServiceOptions): {
  definition: ServiceDefinition;
  events: SimulatorEvents;
} {
  const { configuration, home, ports } = options;
  const { root, messages, once, simulatorHttpPort, logLevel } = configuration;
  const cohort = playsCohort(configuration);
  const eventsFile = path.join(home.simulator, 'events.jsonl');
  // What an earlier start saw is in the database by now, as far as it matters.
  rmSync(eventsFile, { force: true });
  const speed = configuration.speed ?? (cohort && !once ? COHORT_SPEED : 'max');
  const args = [
    `--mllp=${ports.mllp}`,
    `--pager=${ports.pager}`,
    '--rewind=false',
    `--speed=${speed}`,
    `--events=${eventsFile}`,
    ...(messages === undefined ? [] : [`--messages=${messages}`]),
    ...(cohort ? [`--seed=${COHORT_SEED}`, `--days=${once ? COHORT_DAYS_ONCE : COHORT_DAYS}`] : []),
    ...(cohort ? [`--resume=${path.join(home.simulator, 'position.json')}`] : []),
  ];
  const definition: ServiceDefinition = {
    name: 'simulator',
    main: path.join(root, 'apps', 'simulator', 'dist', 'main.js'),
    args,
    env: {
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: String(simulatorHttpPort),
      SIMULATOR_HOST: '127.0.0.1',
      LOG_LEVEL: logLevel,
      MESSAGES: '',
    },
    httpPort: simulatorHttpPort,
  };
  return { definition, events: new SimulatorEvents({ file: eventsFile }) };
}
