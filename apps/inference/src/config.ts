import { existsSync } from 'node:fs';
import { AKI_RULES, type AkiRule } from '@renwatch/aki';
import {
  commonSettings,
  databaseSettings,
  feedSettings,
  kafkaFaults,
  kafkaSettings,
  loadConfiguration,
  setting,
  type Configuration,
  type ConfigurationFault,
} from '@renwatch/runtime';
import { MOUNTED_HISTORY } from './history/limits';
import { DEFAULT_CREATININE_CODES, parseCreatinineCodes } from './intake/creatinine-code';

/** The sweep's and the watch's, beside one for each partition that is decided. */
const OTHER_SESSIONS = 2;

const settings = {
  ...commonSettings,
  ...feedSettings,
  ...kafkaSettings,
  ...databaseSettings,
  groupId: setting.text('KAFKA_GROUP', { describe: 'the consumer group', fallback: 'inference' }),
  maxBatchMessages: setting.integer('MAX_BATCH_MESSAGES', {
    describe: 'the most messages decided in one transaction',
    min: 1,
    max: 5_000,
    fallback: '500',
  }),
  concurrentPartitions: setting.integer('CONCURRENT_PARTITIONS', {
    describe: 'how many partitions are decided at once; each needs a database session',
    min: 1,
    max: 24,
    fallback: '4',
  }),
  rule: setting.choice('AKI_RULE', {
    describe: 'the rule that stages a result',
    of: Object.keys(AKI_RULES) as AkiRule['name'][],
    fallback: 'nhs-england',
  }),
  model: setting.optional('MODEL', {
    describe: 'a model file; empty: the shipped one; off: the rule alone',
    flag: 'model',
  }),
  shadowModel: setting.optional('SHADOW_MODEL', {
    describe: 'a second model file, asked beside the first, recorded and compared, never paged on',
  }),
  modelSwitchFile: setting.optional('MODEL_SWITCH_FILE', {
    describe: 'a file that says on or off: whether the model is asked; read again at SIGHUP',
  }),
  creatinineCodes: setting.custom('CREATININE_CODES', {
    describe: 'the codes that mean creatinine, CODE[@SYSTEM][=UNIT] with commas between',
    fallback: DEFAULT_CREATININE_CODES,
    parse: parseCreatinineCodes,
  }),
  history: setting.optional('HISTORY_CSV', {
    describe: 'a CSV of earlier results, mrn,creatinine_date_0,creatinine_result_0,…',
    flag: 'history',
  }),
  historyRequired: setting.flag('HISTORY_REQUIRED', {
    describe: 'true: nothing is decided before a history is imported, by this process or by a job beside it',
    fallback: 'false',
  }),
};

export type InferenceConfiguration = Configuration<typeof settings>;

/** @throws ConfigurationError with every fault at once */
export function readInferenceConfiguration(
  env: NodeJS.ProcessEnv = process.env,
  argv: readonly string[] = process.argv.slice(2),
): InferenceConfiguration {
  const configuration = loadConfiguration(settings, { env, argv }, (given) => [
    ...kafkaFaults(given),
    ...sessionFaults(given),
    ...modelFaults(given),
  ]);
  const mounted = existsSync(MOUNTED_HISTORY) ? MOUNTED_HISTORY : undefined;
  return { ...configuration, history: configuration.history ?? mounted };
}

/** Of the history's import, which asks no model: the file of one need not be beside it. */
export function readImportConfiguration(
  env: NodeJS.ProcessEnv = process.env,
  argv?: readonly string[],
): InferenceConfiguration {
  return readInferenceConfiguration({ ...env, MODEL: 'off', SHADOW_MODEL: '' }, argv);
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

/** What is in the files is looked at when they are loaded. */
function modelFaults({
  model = '',
  shadowModel = '',
}: Partial<InferenceConfiguration>): ConfigurationFault[] {
  const named = [
    { name: 'MODEL', value: model === 'off' ? '' : model, remedy: 'give a model file that is there, or off' },
    { name: 'SHADOW_MODEL', value: shadowModel, remedy: 'give a model file that is there, or nothing' },
  ];
  return named.filter(({ value }) => value !== '' && !existsSync(value));
}
