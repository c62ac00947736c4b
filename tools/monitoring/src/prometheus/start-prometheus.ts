import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DetachedProcess } from '@renwatch/machine';
import { stringify } from 'yaml';

export interface StartPrometheusOptions {
  /** Path of the program, or its name on PATH. */
  program: string;
  /** Holds configuration and samples; emptied first, so that no earlier start's samples raise an alarm. */
  folder: string;
  port: number;
  /** Text of a rule file. */
  rules: string;
  /** `host:port` of each service's metrics. */
  targets: readonly string[];
  /** Its output goes to a file, or to a function. */
  logFile?: string;
  onOutput?: (chunk: Buffer) => void;
}

export type RunningPrometheus = Pick<DetachedProcess, 'ended' | 'stop' | 'kill' | 'signal'>;

/** Short, so that an alarm without `for` shows a second or two after its cause. */
const EVERY = '1s';
/** Bounds the disk. */
const KEPT_TIME = '1d';
const KEPT_SIZE = '512MB';

/**
 * Starts a Prometheus that scrapes every second. It ends with this process, however that ends.
 * @throws the system's error if its folder cannot be written
 */
export function startPrometheus(options: StartPrometheusOptions): RunningPrometheus {
  const { program, folder, port, rules, targets, logFile, onOutput } = options;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const at = (name: string) => path.join(folder, name);
  const configuration = {
    global: { scrape_interval: EVERY, scrape_timeout: EVERY, evaluation_interval: EVERY },
    rule_files: [at('renwatch.rules.yaml')],
    scrape_configs: [{ job_name: 'renwatch', static_configs: [{ targets }] }],
  };
  writeFileSync(at('renwatch.rules.yaml'), rules);
  writeFileSync(at('prometheus.yaml'), stringify(configuration));
  return new DetachedProcess({
    command: program,
    args: [
      `--config.file=${at('prometheus.yaml')}`,
      `--storage.tsdb.path=${at('samples')}`,
      `--storage.tsdb.retention.time=${KEPT_TIME}`,
      `--storage.tsdb.retention.size=${KEPT_SIZE}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    ...(logFile === undefined ? {} : { logFile }),
    ...(onOutput === undefined ? {} : { onOutput }),
    dieWithParent: true,
  });
}
