import { existsSync } from 'node:fs';
import { AKI_RULES, type AkiRule } from '@renwatch/aki';
import { type FeedEntry, readFeedsFile } from '@renwatch/feeds';
import { DEFAULT_CREATININE_CODES, parseCreatinineCodes } from '@renwatch/intake';
import {
  commonSettings,
  databaseSettings,
  feedSettings,
  kafkaFaults,
  kafkaSettings,
  loadConfiguration,
  optionalSetting,
  schema,
  serviceLoginSettings,
  setting,
  workSettings,
  type Configuration,
  type ConfigurationFault,
  type ConfigurationSource,
} from '@renwatch/runtime';

/** Injection token of the InferenceConfiguration. */
export const CONFIGURATION = Symbol('inference configuration');
/** The course mounts a history here. */
export const MOUNTED_HISTORY = '/data/history.csv';

/** Database sessions of the sweep and the health check, beside one for each partition that is decided. */
const OTHER_SESSIONS = 2;

/** A year: nothing older is compared with. */
const MAX_AGE_HOURS = 365 * 24;

const settings = {
  ...commonSettings,
  ...feedSettings,
  ...kafkaSettings,
  ...databaseSettings,
  ...workSettings,
  groupId: setting('KAFKA_GROUP', schema.text, { help: 'Kafka consumer group', fallback: 'inference' }),
  maxBatchMessages: setting('MAX_BATCH_MESSAGES', schema.integer(1, 5_000), {
    help: 'maximum number of messages decided in one transaction',
    fallback: '500',
  }),
  concurrentPartitions: setting('CONCURRENT_PARTITIONS', schema.integer(1, 24), {
    help: 'partitions decided at the same time; each needs a database session',
    fallback: '4',
  }),
  rule: setting('AKI_RULE', schema.choice(Object.keys(AKI_RULES) as AkiRule['name'][]), {
    help: 'rule that stages a result',
    fallback: 'nhs-england',
  }),
  model: optionalSetting('MODEL', {
    help: 'model file; empty: the shipped model; off: the rule alone',
    flag: 'model',
  }),
  shadowModel: optionalSetting('SHADOW_MODEL', {
    help: 'second model file: asked, recorded and compared, but never paged on',
  }),
  modelSwitchFile: optionalSetting('MODEL_SWITCH_FILE', {
    help: 'file that holds on or off: whether the model is used; read again at SIGHUP',
  }),
  creatinineCodes: setting('CREATININE_CODES', schema.parsedBy(parseCreatinineCodes), {
    help: 'codes that mean creatinine, CODE[@SYSTEM][=UNIT] with commas between',
    fallback: DEFAULT_CREATININE_CODES,
  }),
  maxPageAgeHours: setting('MAX_PAGE_AGE_HOURS', schema.integer(0, MAX_AGE_HOURS), {
    help: 'page for no result whose message was sent more hours after its collection; 0: no limit',
    fallback: '168',
  }),
  maxMessageAgeHours: setting('MAX_MESSAGE_AGE_HOURS', schema.integer(0, MAX_AGE_HOURS), {
    help: 'page for no message received more hours after it was sent, for live feeds; 0: no limit',
    fallback: '0',
  }),
  history: optionalSetting('HISTORY_CSV', {
    help: 'CSV or Parquet file of earlier results: mrn,time,value,unit or mrn,creatinine_date_0,creatinine_result_0,…',
    flag: 'history',
  }),
  historyRequired: setting('HISTORY_REQUIRED', schema.trueOrFalse, {
    help: 'true: decide nothing until a history is imported, by this process or by a job beside it',
    fallback: 'false',
  }),
};

export type InferenceConfiguration = Configuration<typeof settings> & {
  /** The feeds in FEEDS_FILE; those that have codes use them in place of `creatinineCodes`. */
  feeds: readonly FeedEntry[];
};

/** @throws ConfigurationError with every fault at once */
export function readInferenceConfiguration(
  source: ConfigurationSource = ownSource(),
): InferenceConfiguration {
  const configuration = loadConfiguration(settings, source, (given) => [
    ...kafkaFaults(given),
    ...sessionFaults(given),
    ...modelFaults(given),
    ...readFeedsFile(given.feedsFile).faults,
  ]);
  const mounted = existsSync(MOUNTED_HISTORY) ? MOUNTED_HISTORY : undefined;
  const { feeds } = readFeedsFile(configuration.feedsFile);
  return { ...configuration, feeds, history: configuration.history ?? mounted };
}

/** Configuration of the history import, which uses no model: a configured model file may be missing there. */
export function readImportConfiguration(source: ConfigurationSource = ownSource()): InferenceConfiguration {
  return readInferenceConfiguration({ ...source, env: { ...source.env, MODEL: 'off', SHADOW_MODEL: '' } });
}

const databaseOwner = {
  logLevel: commonSettings.logLevel,
  databaseUrl: databaseSettings.databaseUrl,
  ...serviceLoginSettings,
};

export type DatabaseOwnerConfiguration = Configuration<typeof databaseOwner>;

/** Configuration of the program that prepares the database. `databaseUrl` has the login of the owner of the tables. */
export function readDatabaseOwnerConfiguration(
  source: ConfigurationSource = ownSource(),
): DatabaseOwnerConfiguration {
  return loadConfiguration(databaseOwner, source);
}

function ownSource(): ConfigurationSource {
  return { env: process.env, argv: process.argv.slice(2) };
}

function sessionFaults({
  concurrentPartitions,
  databaseConnections,
}: Partial<InferenceConfiguration>): ConfigurationFault[] {
  if (concurrentPartitions === undefined || databaseConnections === undefined) return [];
  const least = concurrentPartitions + OTHER_SESSIONS;
  if (databaseConnections >= least) return [];
  const remedy = `give at least ${least}: CONCURRENT_PARTITIONS and ${OTHER_SESSIONS}`;
  return [{ name: 'DATABASE_CONNECTIONS', value: String(databaseConnections), remedy }];
}

/** Checks only that the files exist; their contents are checked when they are loaded. */
function modelFaults({
  model = '',
  shadowModel = '',
}: Partial<InferenceConfiguration>): ConfigurationFault[] {
  const named = [
    { name: 'MODEL', value: model === 'off' ? '' : model, remedy: 'name a model file that exists, or off' },
    { name: 'SHADOW_MODEL', value: shadowModel, remedy: 'name a model file that exists, or leave it empty' },
  ];
  return named.filter(({ value }) => value !== '' && !existsSync(value));
}
