import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  commonSettings,
  loadConfiguration,
  optionalSetting,
  schema,
  setting,
  type Configuration,
  type ConfigurationFault,
  type ConfigurationSource,
  type Parsed,
} from '@renwatch/runtime';
import { workspaceRoot } from '@renwatch/testing';
import { homeFolder } from './home/home-folder';
import { serviceEnvironment } from './parts/service-environment';
import { type ServiceName } from './service/service-definition';

const SERVICES: readonly ServiceName[] = ['gateway', 'inference', 'pager', 'simulator'];

/** Fallbacks below 15000: tests take free ports above it, and systems theirs above 32768. */
const portSetting = (variable: string, use: string, fallback: number) =>
  setting(variable, schema.port, { help: `port of ${use}`, fallback: String(fallback) });
const localPort = (text: string) => (/^\d+$/.test(text) ? `localhost:${text}` : text);

const settings = {
  home: setting('RENWATCH_HOME', schema.text, { help: 'data directory', fallback: '.renwatch' }),
  fresh: setting('RENWATCH_FRESH', schema.trueOrFalse, {
    help: 'start with an empty data directory',
    flag: 'fresh',
    fallback: 'false',
  }),
  once: setting('RENWATCH_ONCE', schema.trueOrFalse, {
    help: 'play the stream to its end, print the figures and stop',
    flag: 'once',
    fallback: 'false',
  }),
  without: setting('RENWATCH_WITHOUT', schema.parsedBy(parseServices), {
    help: 'services not to start, because they run elsewhere; commas between',
    flag: 'without',
    fallback: '',
  }),
  kafkaBrokers: optionalSetting('KAFKA_BROKERS', { help: 'use these brokers instead of starting one' }),
  databaseUrl: optionalSetting('DATABASE_URL', {
    help: 'use this PostgreSQL instead of starting one',
    secret: true,
  }),
  mllpAddress: optionalSetting('MLLP_ADDRESS', {
    help: 'dial these feeds instead of the simulator',
    flag: 'mllp',
    flagText: localPort,
  }),
  pagerAddress: setting('PAGER_ADDRESS', schema.parsedBy(optionalHostPort), {
    help: 'send pages to this address instead of the simulator',
    flag: 'pager',
    flagText: localPort,
    fallback: '',
  }),
  messages: optionalSetting('MESSAGES', { help: 'MLLP file to play, from its start', flag: 'messages' }),
  speed: optionalSetting('SPEED', {
    help: 'speed of the simulator: max, or N times real time',
    flag: 'speed',
  }),
  history: optionalSetting('HISTORY_CSV', { help: 'CSV of earlier results', flag: 'history' }),
  model: optionalSetting('MODEL', { help: 'model file; off: the rule alone', flag: 'model' }),
  modelSwitchFile: optionalSetting('MODEL_SWITCH_FILE', {
    help: 'file that holds on or off; default: model-switch in RENWATCH_HOME',
  }),
  aki: optionalSetting('AKI_CSV', { help: 'CSV of the true AKI results, mrn,date', flag: 'aki' }),
  mllpListen: setting('MLLP_LISTEN', schema.text, {
    help: 'where the gateway listens for feeds',
    fallback: '2575',
  }),
  simulatorMllpPort: portSetting('SIMULATOR_MLLP_PORT', "the simulator's feed", 8440),
  simulatorPagerPort: portSetting('SIMULATOR_PAGER_PORT', "the simulator's pager", 8441),
  kafkaPort: portSetting('KAFKA_PORT', 'the Kafka broker that is started', 14_092),
  postgresPort: portSetting('POSTGRES_PORT', 'the PostgreSQL that is started', 14_432),
  gatewayHttpPort: portSetting('GATEWAY_HTTP_PORT', 'health and metrics of gateway', 14_081),
  inferenceHttpPort: portSetting('INFERENCE_HTTP_PORT', 'health and metrics of inference', 14_082),
  pagerHttpPort: portSetting('PAGER_HTTP_PORT', 'health and metrics of pager', 14_083),
  simulatorHttpPort: portSetting('SIMULATOR_HTTP_PORT', 'health and metrics of simulator', 14_084),
  logLevel: commonSettings.logLevel,
};

export type StackConfiguration = Omit<Configuration<typeof settings>, 'home' | 'modelSwitchFile'> & {
  /** Absolute. */
  home: string;
  /** Absolute. */
  modelSwitchFile: string;
  /** Of the checkout, absolute. */
  root: string;
  /** What services see beside what the stack tells each. */
  environment: Readonly<Record<string, string | undefined>>;
};

/** @throws ConfigurationError with every fault at once */
export function readConfiguration(source: ConfigurationSource = own()): StackConfiguration {
  const root = workspaceRoot();
  // npm runs its scripts in the checkout; what the user typed is relative to where the user stands.
  const here = source.env.INIT_CWD || process.cwd();
  const file = (given: string | undefined) => (given === undefined ? undefined : path.resolve(here, given));
  const filesOf = ({ messages, history, aki, model }: Partial<Configuration<typeof settings>>) => ({
    messages: file(messages),
    history: file(history),
    aki: file(aki),
    model: model === 'off' ? undefined : file(model),
  });
  const { home, ...rest } = loadConfiguration(settings, source, (given) => [
    ...fileFaults(filesOf(given)),
    ...onceFaults(given),
    ...akiFaults(given),
    ...freshFaults(given),
  ]);
  const files = filesOf(rest);
  const variables = Object.values(settings).map(({ variable }) => variable);
  const environment = serviceEnvironment(source.env, variables);
  const model = rest.model === 'off' ? rest.model : files.model;
  const kept = homeFolder(path.resolve(root, home));
  const modelSwitchFile = file(rest.modelSwitchFile) ?? kept.modelSwitchFile;
  return { ...rest, ...files, root, environment, home: kept.root, model, modelSwitchFile };
}

function fileFaults(files: Readonly<Record<string, string | undefined>>): ConfigurationFault[] {
  return Object.entries(files)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && !existsSync(entry[1]))
    .map(([flag, value]) => ({ name: nameOf(flag), value, remedy: 'is not there; name a file that is' }));
}

/** By flag and by variable: either may have been used. */
const nameOf = (flag: string): string =>
  `--${flag} (${Object.values(settings).find((one) => one.flag === flag)?.variable})`;

/** Figures are printed at the end of a stream only. */
function akiFaults({ aki, once }: Partial<Configuration<typeof settings>>): ConfigurationFault[] {
  const remedy = 'is for the figures that --once prints; give --once too, or leave it away';
  return aki !== undefined && once === false ? [{ name: nameOf('aki'), value: aki, remedy }] : [];
}

/** What `npm start -- --help` prints. */
export function helpText(): string {
  const flags = Object.values(settings).filter((one) => one.flag !== undefined);
  const rows = flags.map(({ flag, variable, help }) => `  --${flag} (${variable})`.padEnd(36) + help);
  const title =
    'npm start [-- FLAGS]   the whole of Renwatch on this machine; flags, and the variable of each:';
  return [title, ...rows, 'README.md has the variables of the services.'].join('\n');
}

/** Where somebody else's stream ends is not known. */
function onceFaults({
  once,
  mllpAddress,
  without,
}: {
  once?: boolean;
  mllpAddress?: string | undefined;
  without?: readonly ServiceName[];
}): ConfigurationFault[] {
  const remedy = "needs the simulator's stream; leave MLLP_ADDRESS and --without=simulator away";
  const impossible = once === true && (mllpAddress !== undefined || without?.includes('simulator') === true);
  return impossible ? [{ name: '--once', value: undefined, remedy }] : [];
}

/** Half of the state gone, progress and log would not belong together: results lost, or every page sent again. */
function freshFaults({
  fresh,
  kafkaBrokers,
  databaseUrl,
}: Partial<Configuration<typeof settings>>): ConfigurationFault[] {
  const kept = Object.entries({ KAFKA_BROKERS: kafkaBrokers, DATABASE_URL: databaseUrl });
  const given = kept.filter(([, value]) => value !== undefined).map(([name]) => name);
  if (fresh !== true || given.length === 0) return [];
  const remedy = `cannot empty what ${given.join(' and ')} names; leave one of the two away`;
  return [{ name: '--fresh', value: undefined, remedy }];
}

function own(): ConfigurationSource {
  return { env: process.env, argv: process.argv.slice(2) };
}

function optionalHostPort(text: string): Parsed<string | undefined> {
  if (text === '') return { ok: true, value: undefined };
  const parsed = schema.read(schema.hostPort, text);
  return parsed.ok ? { ok: true, value: text } : parsed;
}

function parseServices(text: string): Parsed<ServiceName[]> {
  const names = text === '' ? [] : text.split(',').map((name) => name.trim());
  const found = SERVICES.filter((service) => names.includes(service));
  if (found.length === new Set(names).size) return { ok: true, value: found };
  return { ok: false, remedy: `give some of ${SERVICES.join(', ')} with commas between` };
}
