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
  type TextSchema,
} from '@renwatch/runtime';
import { workspaceRoot } from '@renwatch/testing';
import { namesIn, SERVICES, SETTINGS } from './command-line.cjs';
import { homeFolder } from './home-folder';
import { crossFaults } from './own-faults.cjs';
import { serviceEnvironment } from './service-environment';

export type ServiceName = (typeof SERVICES)[number];

/** A setting whose faults command-line.cjs finds, so that they are known before anything is installed. */
const named = <T>(key: keyof typeof SETTINGS, schemaOf: TextSchema<T>) =>
  setting(SETTINGS[key].variable, schemaOf, { fallback: '', ...SETTINGS[key] });
const services = schema.parsedBy((text) => {
  const names = namesIn(text);
  const remedy = SETTINGS.without.remedyOf(text);
  return remedy === undefined
    ? { ok: true, value: SERVICES.filter((service) => names.includes(service)) }
    : { ok: false, remedy };
});
const optionalAddress = schema.parsedBy((text) => {
  const remedy = SETTINGS.pagerAddress.remedyOf(text);
  return remedy === undefined ? { ok: true, value: text || undefined } : { ok: false, remedy };
});

const settings = {
  fresh: named('fresh', schema.trueOrFalse),
  once: named('once', schema.trueOrFalse),
  checkOnly: named('checkOnly', schema.trueOrFalse),
  without: named('without', services),
  watch: named('watch', schema.trueOrFalse),
  mllpAddress: named('mllpAddress', schema.optionalText),
  pagerAddress: named('pagerAddress', optionalAddress),
  messages: named('messages', schema.optionalText),
  speed: named('speed', schema.optionalText),
  history: named('history', schema.optionalText),
  model: named('model', schema.optionalText),
  aki: named('aki', schema.optionalText),
  home: named('home', schema.text),
  kafkaBrokers: named('kafkaBrokers', schema.optionalText),
  databaseUrl: named('databaseUrl', schema.optionalText),
  inferenceDatabaseUrl: named('inferenceDatabaseUrl', schema.optionalText),
  pagerDatabaseUrl: named('pagerDatabaseUrl', schema.optionalText),
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
  prometheusPort: named('prometheusPort', schema.port),
  prometheus: named('prometheus', schema.optionalText),
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
  const { home, ...rest } = loadConfiguration(settings, source, (given) => crossFaults(given, here));
  const { messages, history, aki } = rest;
  const model = rest.model === 'off' ? rest.model : file(rest.model);
  const files = { messages: file(messages), history: file(history), aki: file(aki), model };
  const variables = Object.values(settings).map(({ variable }) => variable);
  const environment = serviceEnvironment(source.env, variables);
  const kept = homeFolder(path.resolve(root, home));
  const modelSwitchFile = file(rest.modelSwitchFile) ?? kept.modelSwitchFile;
  return { ...rest, ...files, root, environment, home: kept.root, modelSwitchFile };
}

function own(): ConfigurationSource {
  return { env: process.env, argv: process.argv.slice(2) };
}
