import { accessSync, constants, existsSync, statSync } from 'node:fs';
import {
  commonSettings,
  type Configuration,
  ConfigurationError,
  type ConfigurationFault,
  type ConfigurationSource,
  loadConfiguration,
  optionalSetting,
  type Parsed,
  schema,
  setting,
} from '@renwatch/runtime';
import { type Speed } from './session/pacer';

/** The course mounts its messages here. */
const MOUNTED_MESSAGES = '/data/messages.mllp';

const settings = {
  ...commonSettings,
  httpPort: { ...commonSettings.httpPort, flag: 'http' },
  host: setting('SIMULATOR_HOST', schema.text, {
    help: 'address on which feed and pager listen',
    fallback: '0.0.0.0',
  }),
  messages: setting('MESSAGES', schema.parsedBy(parseMessageFile), {
    help: `an MLLP file; default ${MOUNTED_MESSAGES} if it exists, else a synthetic hospital`,
    flag: 'messages',
    fallback: '',
  }),
  // Not MLLP_ADDRESS and PAGER_ADDRESS: other services in the same environment use those to find the simulator.
  mllp: setting('SIMULATOR_MLLP', schema.parsedBy(parsePortOrOff), {
    help: 'port of the feed, or off',
    flag: 'mllp',
    fallback: '8440',
  }),
  pager: setting('SIMULATOR_PAGER', schema.parsedBy(parsePortOrOff), {
    help: 'port of the pager, or off',
    flag: 'pager',
    fallback: '8441',
  }),
  rewind: setting('SIMULATOR_REWIND', schema.trueOrFalse, {
    help: 'true: each connection gets the whole stream; false: a new connection continues the stream',
    flag: 'rewind',
    fallback: 'true',
  }),
  shortMessages: setting('SIMULATOR_SHORT_MESSAGES', schema.trueOrFalse, {
    help: 'send each message in two TCP segments',
    flag: 'short_messages',
    fallback: 'false',
  }),
  segmentGapMs: setting('SIMULATOR_SEGMENT_GAP_MS', schema.integer(1, 60_000), {
    help: 'pause between the two segments of a short message',
    flag: 'segment-gap-ms',
    fallback: '1000',
  }),
  speed: setting('SIMULATOR_SPEED', schema.parsedBy(parseSpeed), {
    help: 'max: send as soon as the last message is acknowledged; N: N times real time, by MSH-7',
    flag: 'speed',
    fallback: 'max',
  }),
  disconnectEvery: setting('SIMULATOR_DISCONNECT_EVERY', schema.integer(0, 1_000_000_000), {
    help: 'close the connection after this many messages; 0: never',
    flag: 'disconnect-every',
    fallback: '0',
  }),
  resume: optionalSetting('SIMULATOR_RESUME', {
    help: 'with --rewind=false: file that keeps the position between runs',
    flag: 'resume',
  }),
  events: optionalSetting('SIMULATOR_EVENTS', {
    help: 'append every event to this file, one line of JSON each',
    flag: 'events',
  }),
  noLog: setting('SIMULATOR_NO_LOG', schema.trueOrFalse, {
    help: 'log nothing but errors',
    flag: 'no_log',
    fallback: 'false',
  }),
  seed: setting('SIMULATOR_SEED', schema.text, {
    help: 'seed of the synthetic hospital',
    flag: 'seed',
    fallback: 'renwatch',
  }),
  days: setting('SIMULATOR_DAYS', schema.integer(1, 36_500), {
    help: 'days that the synthetic hospital sends messages for',
    flag: 'days',
    fallback: '62',
  }),
};

export type SimulatorConfiguration = Configuration<typeof settings>;

/** Injection token of the SimulatorConfiguration. */
export const CONFIGURATION = Symbol('simulator configuration');

/** @throws ConfigurationError with every fault */
export function readSimulatorConfiguration(
  source: ConfigurationSource = { env: process.env, argv: process.argv.slice(2) },
): SimulatorConfiguration {
  const configuration = loadConfiguration(settings, source);
  const faults = portFaults(configuration);
  if (configuration.resume !== undefined && configuration.rewind) {
    const remedy = 'has no effect while each connection starts the stream over; add --rewind=false';
    faults.push({ name: '--resume', value: configuration.resume, remedy });
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
  return configuration.noLog ? { ...configuration, logLevel: 'error' } : configuration;
}

/** Runs a step that can fail only because of a setting. @throws ConfigurationError that names the setting */
export async function attributeToSetting<T>(
  name: string,
  value: string,
  step: () => T | Promise<T>,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const remedy = code === 'EADDRINUSE' ? 'is in use; give another port' : `does not work: ${message}`;
    throw new ConfigurationError([{ name, value, remedy }]);
  }
}

function parseMessageFile(text: string): Parsed<string | undefined> {
  const path = text || (existsSync(MOUNTED_MESSAGES) ? MOUNTED_MESSAGES : undefined);
  if (path === undefined) return { ok: true, value: undefined };
  try {
    if (!statSync(path).isFile()) return { ok: false, remedy: 'is not a file; name an MLLP file' };
    accessSync(path, constants.R_OK);
    return { ok: true, value: path };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return { ok: false, remedy: `cannot be read (${code}); name a readable MLLP file` };
  }
}

function portFaults({ mllp, pager, httpPort }: SimulatorConfiguration): ConfigurationFault[] {
  const faults: ConfigurationFault[] = [];
  if (mllp === 'off' && pager === 'off') {
    faults.push({
      name: '--mllp and --pager',
      value: 'off',
      remedy: 'leaves nothing to run; give one of them a port',
    });
  }
  const ports = [
    { name: '--pager', port: pager, others: [mllp] },
    { name: 'HTTP_PORT', port: httpPort, others: [mllp, pager] },
  ];
  for (const { name, port, others } of ports) {
    if (port === 'off' || !others.includes(port)) continue;
    faults.push({
      name,
      value: String(port),
      remedy: 'is used twice; give --mllp, --pager and --http different ports',
    });
  }
  return faults;
}

function parsePortOrOff(text: string): Parsed<number | 'off'> {
  if (text === 'off') return { ok: true, value: 'off' };
  const port = schema.read(schema.port, text);
  return port.ok ? port : { ok: false, remedy: 'give a port from 1 to 65535, or off' };
}

function parseSpeed(text: string): Parsed<Speed> {
  if (text === 'max') return { ok: true, value: 'max' };
  const timesRealTime = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : 0;
  if (timesRealTime > 0) return { ok: true, value: { timesRealTime } };
  return { ok: false, remedy: 'give max, or a number above 0 such as 60 (an hour in a minute)' };
}
