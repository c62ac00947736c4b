import { AKI_RULES, type AkiRule } from '@renwatch/aki';
import { type FeedEntry, readFeedsFile } from '@renwatch/feeds';
import { DEFAULT_CREATININE_CODES, parseCreatinineCodes } from '@renwatch/intake';
import {
  ConfigurationError,
  databaseSettings,
  feedSettings,
  kafkaSettings,
  loadConfiguration,
  optionalSetting,
  schema,
  setting,
  type Configuration,
} from '@renwatch/runtime';
import { type CommandContext } from '../command/command-context';

type Environment = Pick<CommandContext, 'env'>;

const database = { databaseUrl: databaseSettings.databaseUrl };
const model = {
  model: optionalSetting('MODEL', { help: 'model file; empty: the shipped model; off: none' }),
};
const tryOut = {
  ...feedSettings,
  maxFrameBytes: kafkaSettings.maxFrameBytes,
  codes: setting('CREATININE_CODES', schema.parsedBy(parseCreatinineCodes), {
    help: 'codes that mean creatinine',
    fallback: DEFAULT_CREATININE_CODES,
  }),
  rule: setting('AKI_RULE', schema.choice(Object.keys(AKI_RULES) as AkiRule['name'][]), {
    help: 'rule that stages a result',
    fallback: 'nhs-england',
  }),
};

export type KafkaConfiguration = Configuration<typeof kafkaSettings>;

/** Reads the same variables as the services. @throws ConfigurationError with every fault at once */
export function readKafkaConfiguration({ env }: Environment): KafkaConfiguration {
  return loadConfiguration(kafkaSettings, { env });
}

/** @throws ConfigurationError */
export function readDatabaseConfiguration({ env }: Environment): Configuration<typeof database> {
  return loadConfiguration(database, { env });
}

/** @throws ConfigurationError */
export function readModelConfiguration({ env }: Environment): Configuration<typeof model> {
  return loadConfiguration(model, { env });
}

export type TryConfiguration = Configuration<typeof tryOut> & { feeds: readonly FeedEntry[] };

/**
 * Reads the settings of a gateway and of inference that decide how a message is read. An option wins over its variable.
 * @throws ConfigurationError with every fault at once
 */
export function readTryConfiguration(
  { env }: Environment,
  { feeds, codes, rule }: Partial<Record<'feeds' | 'codes' | 'rule', string | undefined>>,
): TryConfiguration {
  const own = { FEEDS_FILE: feeds, CREATININE_CODES: codes, AKI_RULE: rule };
  const given = Object.fromEntries(Object.entries(own).filter(([, text]) => text !== undefined));
  const configuration = loadConfiguration(tryOut, { env: { ...env, ...given } });
  const file = readFeedsFile(configuration.feedsFile);
  if (file.faults.length > 0) throw new ConfigurationError(file.faults);
  return { ...configuration, feeds: file.feeds };
}
