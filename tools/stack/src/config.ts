import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  commonSettings,
  ConfigurationError,
  loadConfiguration,
  schema,
  setting,
  type Configuration,
  type ConfigurationFault,
  type ConfigurationSource,
  type Parsed,
  type TextSchema,
} from '@renwatch/runtime';
import { workspaceRoot } from '@renwatch/testing';
import { FILES, SETTINGS } from './command-line.cjs';
import { homeFolder } from './home/home-folder';
import { serviceEnvironment } from './service/service-environment';
import { type ServiceName } from './service/service-definition';

const SERVICES: readonly ServiceName[] = ['gateway', 'inference', 'pager', 'simulator'];

const named = <T>(key: keyof typeof SETTINGS, read: TextSchema<T>, flagText?: (text: string) => string) =>
  setting(SETTINGS[key].variable, read, { fallback: '', ...SETTINGS[key], ...(flagText && { flagText }) });
const localPort = (text: string) => (/^\d+$/.test(text) ? `localhost:${text}` : text);

const settings = {
  fresh: named('fresh', schema.trueOrFalse),
  once: named('once', schema.trueOrFalse),
  without: named('without', schema.parsedBy(parseServices)),
  mllpAddress: named('mllpAddress', schema.optionalText, localPort),
  pagerAddress: named('pagerAddress', schema.parsedBy(optionalHostPort), localPort),
  messages: named('messages', schema.optionalText),
  speed: named('speed', schema.optionalText),
  history: named('history', schema.optionalText),
  model: named('model', schema.optionalText),
  aki: named('aki', schema.optionalText),
  home: named('home', schema.text),
  kafkaBrokers: named('kafkaBrokers', schema.optionalText),
  databaseUrl: named('databaseUrl', schema.optionalText),
  modelSwitchFile: named('modelSwitchFile', schema.optionalText),
  mllpListen: named('mllpListen', schema.text),
  simulatorMllpPort: named('simulatorMllpPort', schema.port),
  simulatorPagerPort: named('simulatorPagerPort', schema.port),
  kafkaPort: named('kafkaPort', schema.port),
  postgresPort: named('postgresPort', schema.port),
  gatewayHttpPort: named('gatewayHttpPort', schema.port),
  inferenceHttpPort: named('inferenceHttpPort', schema.port),
  pagerHttpPort: named('pagerHttpPort', schema.port),
  simulatorHttpPort: named('simulatorHttpPort', schema.port),
  logLevel: { ...commonSettings.logLevel, ...SETTINGS.logLevel },
};

export type StackConfiguration = Omit<Configuration<typeof settings>, 'home' | 'modelSwitchFile'> & {
  /** Absolute. */
  home: string;
  /** Absolute. */
  modelSwitchFile: string;
  /** Root of the checkout, absolute. */
  root: string;
  /** Variables that services get in addition to those the stack sets. */
  environment: Readonly<Record<string, string | undefined>>;
};

export interface ReadResult {
  /** Settings with a fault have their defaults here. Undefined if that is not enough to read the rest. */
  configuration: StackConfiguration | undefined;
  /** Every fault at once, a line each. */
  faults: string[];
}

/** Reads the configuration despite its faults, so that what the services find wrong can be reported with them. */
export function readDespiteFaults(source: ConfigurationSource = own()): ReadResult {
  try {
    return { configuration: readConfiguration(source), faults: [] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const faults = error.message.split('\n');
    try {
      return { configuration: readConfiguration(without(error.faults, source)), faults };
    } catch (again) {
      if (!(again instanceof ConfigurationError)) throw again;
      return { configuration: undefined, faults };
    }
  }
}

/** Removes the settings that the faults name, and every unknown argument. */
function without(faults: readonly ConfigurationFault[], { env, argv = [] }: ConfigurationSource) {
  const names = new Set(faults.flatMap(({ name }) => [name, ...name.split(/[ ()]+/)]));
  const faulty = Object.values(settings).filter(({ variable, flag }) =>
    [variable, `${variable}_FILE`, `--${flag}`].some((name) => names.has(name)),
  );
  const variables = faulty.flatMap(({ variable }) => [variable, `${variable}_FILE`]);
  const isFaulty = (argument = '') =>
    names.has(argument) || faulty.some(({ flag }) => argument.split('=')[0] === `--${flag}`);
  const isValue = (argument: string, before = '') => !argument.startsWith('-') && !before.includes('=');
  return {
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !variables.includes(name))),
    argv: argv.filter((argument, index) => {
      const before = argv[index - 1];
      return !isFaulty(argument) && !(isFaulty(before) && isValue(argument, before));
    }),
  };
}

/** @throws ConfigurationError with every fault at once */
export function readConfiguration(source: ConfigurationSource): StackConfiguration {
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

function fileFaults(
  files: Readonly<Record<(typeof FILES)[number], string | undefined>>,
): ConfigurationFault[] {
  return FILES.flatMap((key) => {
    const value = files[key];
    if (value === undefined || existsSync(value)) return [];
    return [{ name: nameOf(key), value, remedy: 'does not exist; name a file that does' }];
  });
}

/** Names flag and variable, as either may have been used. */
const nameOf = (key: (typeof FILES)[number]): string => `--${SETTINGS[key].flag} (${SETTINGS[key].variable})`;

/** Figures are printed only at the end of a stream. */
function akiFaults({ aki, once }: Partial<Configuration<typeof settings>>): ConfigurationFault[] {
  const remedy = 'is for the figures that --once prints; add --once, or remove it';
  return aki !== undefined && once === false ? [{ name: nameOf('aki'), value: aki, remedy }] : [];
}

/** The end of somebody else's stream is unknown. */
function onceFaults({
  once,
  mllpAddress,
  without,
}: {
  once?: boolean;
  mllpAddress?: string | undefined;
  without?: readonly ServiceName[];
}): ConfigurationFault[] {
  const remedy = "needs the simulator's stream; remove MLLP_ADDRESS and --without=simulator";
  const impossible = once === true && (mllpAddress !== undefined || without?.includes('simulator') === true);
  return impossible ? [{ name: '--once', value: undefined, remedy }] : [];
}

/** Emptying half of the state would lose results or send every page again, as progress and log would not match. */
function freshFaults({
  fresh,
  kafkaBrokers,
  databaseUrl,
}: Partial<Configuration<typeof settings>>): ConfigurationFault[] {
  const kept = Object.entries({ KAFKA_BROKERS: kafkaBrokers, DATABASE_URL: databaseUrl });
  const given = kept.filter(([, value]) => value !== undefined).map(([name]) => name);
  if (fresh !== true || given.length === 0) return [];
  const remedy = `cannot empty what ${given.join(' and ')} names; remove the one or the other`;
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
