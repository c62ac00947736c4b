import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  commonSettings,
  loadConfiguration,
  parseHostPort,
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
const port = (variable: string, what: string, fallback: number) =>
  setting.port(variable, { describe: `the port of ${what}`, fallback: String(fallback) });

const settings = {
  home: setting.text('RENWATCH_HOME', { describe: 'the folder of all that is kept', fallback: '.renwatch' }),
  fresh: setting.flag('RENWATCH_FRESH', { describe: 'begin anew', flag: 'fresh', fallback: 'false' }),
  once: setting.flag('RENWATCH_ONCE', {
    describe: 'play the stream to its end, print the figures and stop',
    flag: 'once',
    fallback: 'false',
  }),
  without: setting.custom('RENWATCH_WITHOUT', {
    describe: 'services that are run elsewhere, commas between',
    flag: 'without',
    fallback: '',
    parse: parseServices,
  }),
  kafkaBrokers: setting.optional('KAFKA_BROKERS', { describe: 'brokers to use in place of an own one' }),
  databaseUrl: setting.optional('DATABASE_URL', {
    describe: 'a PostgreSQL to use in place of an own one',
    secret: true,
  }),
  mllpAddress: setting.custom('MLLP_ADDRESS', {
    describe: 'feeds to dial in place of the simulator',
    flag: 'mllp',
    flagText: (text) => (/^\d+$/.test(text) ? `localhost:${text}` : text),
    fallback: '',
    parse: optionalText,
  }),
  pagerAddress: setting.custom('PAGER_ADDRESS', {
    describe: 'the pager to use in place of the simulator',
    flag: 'pager',
    flagText: (text) => (/^\d+$/.test(text) ? `localhost:${text}` : text),
    fallback: '',
    parse: optionalHostPort,
  }),
  messages: setting.optional('MESSAGES', {
    describe: 'an MLLP file to play, from its beginning',
    flag: 'messages',
  }),
  speed: setting.optional('SPEED', { describe: "the simulator's speed", flag: 'speed' }),
  history: setting.optional('HISTORY_CSV', { describe: 'a CSV of earlier results', flag: 'history' }),
  model: setting.optional('MODEL', { describe: 'another model file', flag: 'model' }),
  modelSwitchFile: setting.optional('MODEL_SWITCH_FILE', {
    describe: 'a file that says on or off; none: model-switch in RENWATCH_HOME',
  }),
  aki: setting.optional('AKI_CSV', { describe: 'mrn,date of the true AKI results', flag: 'aki' }),
  mllpListen: setting.text('MLLP_LISTEN', {
    describe: 'where the gateway listens for feeds',
    fallback: '2575',
  }),
  simulatorMllpPort: port('SIMULATOR_MLLP_PORT', "the simulator's feed", 8440),
  simulatorPagerPort: port('SIMULATOR_PAGER_PORT', "the simulator's pager", 8441),
  kafkaPort: port('KAFKA_PORT', 'the own Kafka broker', 14_092),
  postgresPort: port('POSTGRES_PORT', 'the own PostgreSQL', 14_432),
  gatewayHttpPort: port('GATEWAY_HTTP_PORT', "the gateway's health and metrics", 14_081),
  inferenceHttpPort: port('INFERENCE_HTTP_PORT', "inference's health and metrics", 14_082),
  pagerHttpPort: port('PAGER_HTTP_PORT', "the pager's health and metrics", 14_083),
  simulatorHttpPort: port('SIMULATOR_HTTP_PORT', "the simulator's health and metrics", 14_084),
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
  const rows = flags.map(({ flag, variable, describe }) => `  --${flag} (${variable})`.padEnd(36) + describe);
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

function optionalText(text: string): Parsed<string | undefined> {
  return { ok: true, value: text === '' ? undefined : text };
}

function optionalHostPort(text: string): Parsed<string | undefined> {
  if (text === '') return { ok: true, value: undefined };
  const parsed = parseHostPort(text);
  return parsed.ok ? { ok: true, value: text } : parsed;
}

function parseServices(text: string): Parsed<ServiceName[]> {
  const names = text === '' ? [] : text.split(',').map((name) => name.trim());
  const found = SERVICES.filter((service) => names.includes(service));
  if (found.length === new Set(names).size) return { ok: true, value: found };
  return { ok: false, remedy: `give some of ${SERVICES.join(', ')} with commas between` };
}
