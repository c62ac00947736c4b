import { existsSync } from 'node:fs';
import path from 'node:path';
import { type StackConfiguration } from '../settings/config';
import { type HomeFolder } from '../settings/home-folder';
import { type ServiceDefinition } from '../service/service-definition';
import { COHORT_SEED } from './cohort-history';
import { type SimulatorPorts } from '../ports/simulator-ports';

export interface SimulatorServiceOptions {
  configuration: StackConfiguration;
  home: HomeFolder;
  ports: SimulatorPorts;
}

/** An hour of the synthetic hospital in a second: some six messages, and a page every few seconds. */
const COHORT_SPEED = '3600';
const COHORT_DAYS = '3650';
/** --once plays to the end: as long as the course's stream. */
const COHORT_DAYS_ONCE = '62';
/** The course mounts its messages here; the simulator finds them by itself. */
export const MOUNTED_MESSAGES = '/data/messages.mllp';

/** Returns true if the synthetic hospital is played. */
export const playsCohort = ({ mllpAddress, messages }: StackConfiguration): boolean =>
  mllpAddress === undefined && messages === undefined && !existsSync(MOUNTED_MESSAGES);

/** Returns the file to which the simulator writes its stream and pages, a line of JSON each. */
export const eventsFile = (home: HomeFolder): string => path.join(home.simulator, 'events.jsonl');

/** Defines the simulator as a service. It plays a message file from its start. */
export function simulatorService(options: SimulatorServiceOptions): ServiceDefinition {
  const { configuration, home, ports } = options;
  const { root, messages, once, simulatorHttpPort, logLevel } = configuration;
  const cohort = playsCohort(configuration);
  const speed = configuration.speed ?? (cohort && !once ? COHORT_SPEED : 'max');
  const args = [
    `--mllp=${ports.mllp}`,
    `--pager=${ports.pager}`,
    '--rewind=false',
    `--speed=${speed}`,
    `--events=${eventsFile(home)}`,
    ...(messages === undefined ? [] : [`--messages=${messages}`]),
    ...(cohort ? [`--seed=${COHORT_SEED}`, `--days=${once ? COHORT_DAYS_ONCE : COHORT_DAYS}`] : []),
    ...(cohort ? [`--resume=${path.join(home.simulator, 'position.json')}`] : []),
  ];
  return {
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
}
