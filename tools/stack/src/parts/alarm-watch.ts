import path from 'node:path';
import { hasProgram } from '@renwatch/machine';
import { PrometheusClient, renderRules, startPrometheus } from '@renwatch/monitoring';
import { RotatingLog } from '../log/rotating-log';
import { simulatorPorts } from '../ports/simulator-ports';
import { type StackConfiguration } from '../settings/config';
import { type HomeFolder } from '../settings/home-folder';
import { StackError } from '../settings/stack.error';
import { PrometheusWatch } from '../follow/prometheus-watch';

export interface AlarmWatchOptions {
  configuration: StackConfiguration;
  home: HomeFolder;
  say: (line: string) => void;
  print: (line: string) => void;
}

const LOOPBACK = '127.0.0.1';
/** From the root of the checkout, where whoever reads the alarms is. */
const RUNBOOKS = 'docs/runbooks';

/** Prepares the Prometheus of --watch; undefined without it. @throws StackError if the program is missing */
export function alarmWatch(options: AlarmWatchOptions): PrometheusWatch | undefined {
  const { configuration, home, say, print } = options;
  const { watch, prometheus: program = 'prometheus', prometheusPort: port } = configuration;
  if (!watch) return undefined;
  if (!hasProgram(program))
    throw new StackError(`--watch needs Prometheus, and ${program} does not run: name it with PROMETHEUS=…`);
  const logFile = path.join(home.logs, 'prometheus.log');
  const url = `http://${LOOPBACK}:${port}`;
  const launch = () => {
    const log = new RotatingLog({ file: logFile });
    return startPrometheus({
      ...{ program, port },
      folder: home.prometheus,
      rules: renderRules(RUNBOOKS),
      targets: metricPorts(configuration).map((metricPort) => `${LOOPBACK}:${metricPort}`),
      onOutput: (chunk) => writeIfPossible(log, chunk),
    });
  };
  return new PrometheusWatch({ url, alarms: new PrometheusClient(url), launch, logFile, say, print });
}

/** A full disk that keeps Prometheus from writing must not end the stack at its log. */
function writeIfPossible(log: RotatingLog, chunk: Buffer): void {
  try {
    log.write(chunk);
  } catch {
    // The watch says that Prometheus stores nothing.
  }
}

function metricPorts(configuration: StackConfiguration): number[] {
  const { gatewayHttpPort, inferenceHttpPort, pagerHttpPort, simulatorHttpPort } = configuration;
  const simulator = simulatorPorts(configuration) ? [simulatorHttpPort] : [];
  return [gatewayHttpPort, inferenceHttpPort, pagerHttpPort, ...simulator];
}
