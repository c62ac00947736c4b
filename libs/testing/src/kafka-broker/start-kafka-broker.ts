import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DetachedProcess } from '@renwatch/machine';
import { freePort, isPortFree } from '../free-port';
import { waitFor } from '../wait-for';
import { brokerMarkFile, endAbandonedBroker, type BrokerMark } from './abandoned-broker';
import { brokerProperties, type SecuredListener } from './broker-properties';
import { BrokerStartError } from './broker-start.error';
import { formatStorage } from './format-storage';
import { findJava, kafkaJars } from './kafka-jars.cjs';
import { countBrokers } from './kafka-wire';

const START_TIMEOUT_MS = 90_000;
const PROBE_TIMEOUT_MS = 2_000;
const STOP_GRACE_MS = 6_000;
const MAX_HEAP_MB = 512;
/** One node has little to do and starts often: the optimizing compiler and a parallel collector would cost half the start. */
const QUICK_START = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

export interface StartKafkaBrokerOptions {
  /** Kept between starts, and with it every topic. */
  dataDir: string;
  /** 0 (the default) takes a free one. */
  port?: number;
  /** Default: `broker.log` in the data folder. */
  logFile?: string;
  /** Progress for people: fetching, starting. */
  log?: (line: string) => void;
  /** Adds a listener whose clients are sent through 127.0.0.1:<proxyPort>, where a `FaultProxy` to it may listen. */
  proxyPort?: number;
  /** Adds a listener of mutual TLS and SASL. */
  secured?: SecuredListener;
  /** Kill the broker when this process ends, however it ends: for tests. */
  dieWithParent?: boolean;
  /** Then also remove the data folder. */
  temporary?: boolean;
}

export interface KafkaBroker {
  /** `host:port`, for a client's `brokers`. */
  brokers: string;
  /** `host:port` of the listener for a `FaultProxy` to stand before; present with `proxyPort`. */
  proxiedListener?: string;
  /** `host:port` of the listener of mutual TLS and SASL; present with `secured`. */
  securedListener?: string;
  pid: number;
  /** Orderly, within 6 s, then by force. Idempotent. */
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** SIGSTOP: it keeps its connections and answers nothing, until `thaw()`. */
  freeze(): void;
  thaw(): void;
}

/**
 * A real Kafka broker in a process group of its own; resolves when it serves metadata.
 * @throws SetUpError if Java or Maven is missing
 * @throws BrokerStartError if the port is taken, the folder is in use, or the broker does not come up
 */
export async function startKafkaBroker(options: StartKafkaBrokerOptions): Promise<KafkaBroker> {
  const dataDir = path.resolve(options.dataDir);
  const logFile = options.logFile ?? path.join(dataDir, 'broker.log');
  const say = options.log ?? (() => undefined);
  await mkdir(dataDir, { recursive: true });
  await endAbandonedBroker(dataDir);

  const port = options.port || (await freePort());
  if (!(await isPortFree(port))) {
    throw new BrokerStartError(
      `Port ${port} for the Kafka broker is taken: stop what listens there, or choose another port`,
    );
  }
  const java = await findJava();
  const jars = await kafkaJars({ say });
  const logDirectory = path.join(dataDir, 'log');
  const proxied = options.proxyPort && { listenerPort: await freePort(), proxyPort: options.proxyPort };
  const secured = options.secured && { ...options.secured, listenerPort: await freePort() };
  const propertiesFile = path.join(dataDir, 'server.properties');
  const controllerPort = await freePort();
  await writeFile(
    propertiesFile,
    brokerProperties({
      port,
      controllerPort,
      logDirectory,
      ...(proxied ? { proxied } : {}),
      ...(secured ? { secured } : {}),
    }),
  );
  const users = secured ? { user: secured } : {};
  await formatStorage({ java, jars, dataDir, logDirectory, propertiesFile, ...users });

  say(`Starting the Kafka broker on 127.0.0.1:${port}`);
  const loggedBefore = existsSync(logFile) ? (await stat(logFile)).size : 0;
  const broker = await DetachedProcess.start({
    command: java,
    args: [
      `-Xmx${MAX_HEAP_MB}m`,
      '-XX:+ExitOnOutOfMemoryError',
      ...QUICK_START,
      '-Djava.awt.headless=true',
      '-Dorg.slf4j.simpleLogger.showDateTime=true',
      '-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss,SSS',
      '-cp',
      path.join(jars, '*'),
      'kafka.Kafka',
      propertiesFile,
    ],
    cwd: dataDir,
    logFile,
    dieWithParent: options.dieWithParent ?? false,
    ...(options.temporary ? { temporaryFolder: dataDir } : {}),
  });
  const mark: BrokerMark = { pid: broker.pid, startedBy: process.pid };
  await writeFile(brokerMarkFile(dataDir), JSON.stringify(mark));
  await untilReady({ broker, port, logFile, loggedBefore });

  return {
    brokers: `127.0.0.1:${port}`,
    ...(proxied ? { proxiedListener: `127.0.0.1:${proxied.listenerPort}` } : {}),
    ...(secured ? { securedListener: `127.0.0.1:${secured.listenerPort}` } : {}),
    pid: broker.pid,
    freeze: () => broker.signal('SIGSTOP'),
    thaw: () => broker.signal('SIGCONT'),
    kill: () => broker.kill(),
    stop: async () => {
      await broker.stop({ graceMs: STOP_GRACE_MS });
      await rm(brokerMarkFile(dataDir), { force: true });
    },
  };
}

interface ReadyOptions {
  broker: DetachedProcess;
  port: number;
  logFile: string;
  loggedBefore: number;
}

async function untilReady({ broker, port, logFile, loggedBefore }: ReadyOptions): Promise<void> {
  const answers = async () =>
    broker.end !== undefined ||
    (await countBrokers({ host: '127.0.0.1', port, timeoutMs: PROBE_TIMEOUT_MS })) > 0;
  try {
    await waitFor(answers, { timeoutMs: START_TIMEOUT_MS, what: 'the Kafka broker', everyMs: 50 });
    if (broker.end !== undefined) throw new Error(`it ended with ${broker.end}`);
  } catch (cause) {
    await broker.kill();
    const log = (await readFile(logFile)).subarray(loggedBefore).toString();
    const reason =
      log.split('\n').findLast((line) => /\b(ERROR|Exception|Error)\b/.test(line)) ?? log.slice(-500);
    throw new BrokerStartError(
      `The Kafka broker did not come up: ${(cause as Error).message}. ${reason.trim()} (the whole log: ${logFile})`,
      { cause },
    );
  }
}
