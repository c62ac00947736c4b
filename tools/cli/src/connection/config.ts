import { AKI_RULES, type AkiRule } from '@renwatch/aki';
import { type FeedEntry, parseListenedFeeds, readFeedsFile } from '@renwatch/feeds';
import { DEFAULT_CREATININE_CODES, parseCreatinineCodes } from '@renwatch/intake';
import {
  databaseSettings,
  feedSettings,
  kafkaSettings,
  loadConfiguration,
  optionalSetting,
  schema,
  setting,
  type Configuration,
  type Parsed,
} from '@renwatch/runtime';
import { LEAST_DAYS } from '@renwatch/store';
import { type CommandContext } from '../command/command-context';

type Environment = Pick<CommandContext, 'env'>;

const database = { databaseUrl: databaseSettings.databaseUrl };
const model = {
  model: optionalSetting('MODEL', { help: 'model file; empty: the shipped model; off: none' }),
};
/** Flag of `try` that describes a feed. No variable does. */
const OPTIONS = '--options';
/** Port of that feed; nothing listens on it. */
const ANY_PORT = 2575;

function describedFeed(options: string): Parsed<FeedEntry> {
  const parsed = parseListenedFeeds(`${ANY_PORT}?${options}`);
  if (!parsed.ok) return parsed;
  const [feed] = parsed.value;
  return feed && parsed.value.length === 1
    ? { ok: true, value: feed }
    : { ok: false, remedy: 'describe one feed' };
}

const tryOut = {
  ...feedSettings,
  maxFrameBytes: kafkaSettings.maxFrameBytes,
  codes: setting('CREATININE_CODES', schema.parsedBy(parseCreatinineCodes), {
    help: 'codes that mean creatinine',
    fallback: DEFAULT_CREATININE_CODES,
  }),
  described: setting(OPTIONS, schema.parsedBy(describedFeed), { help: 'options of a feed', fallback: '' }),
  rule: setting('AKI_RULE', schema.choice(Object.keys(AKI_RULES) as AkiRule['name'][]), {
    help: 'rule that stages a result',
    fallback: 'nhs-england',
  }),
};

/** Dead letters wait for a person, at least over a long weekend. */
const LEAST_DAYS_OF_LETTERS = 7;
const MOST_DAYS = 36_500;

/** An age in days; 0: none. */
function age(name: string, leastDays: number, rows: string) {
  const remedy = `give 0, or days from ${leastDays} to ${MOST_DAYS}`;
  const days = schema.parsedBy((given) => {
    const parsed = schema.read(schema.integer(0, MOST_DAYS), given);
    const isAllowed = parsed.ok && (parsed.value === 0 || parsed.value >= leastDays);
    return isAllowed ? parsed : { ok: false, remedy };
  });
  return setting(name, days, {
    help: `days after which renwatch retain removes ${rows}; 0: never`,
    fallback: '0',
  });
}

const retention = {
  ...database,
  patients: age('RETAIN_PATIENTS_DAYS', LEAST_DAYS.patients, 'patients of whom nothing was heard'),
  decisions: age('RETAIN_DECISIONS_DAYS', LEAST_DAYS.decisions, 'results and decisions about them'),
  pages: age('RETAIN_PAGES_DAYS', LEAST_DAYS.pages, 'pages that ended'),
  deadLetters: age('RETAIN_DEAD_LETTERS_DAYS', LEAST_DAYS_OF_LETTERS, 'dead letters, open ones too'),
};

/** @throws ConfigurationError */
export function readRetentionConfiguration({ env }: Environment): Configuration<typeof retention> {
  return loadConfiguration(retention, { env });
}

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
  {
    feeds,
    codes,
    rule,
    options,
  }: Partial<Record<'feeds' | 'codes' | 'rule' | 'options', string | undefined>>,
): TryConfiguration {
  const own = { FEEDS_FILE: feeds, CREATININE_CODES: codes, AKI_RULE: rule, [OPTIONS]: options };
  const given = Object.fromEntries(Object.entries(own).filter(([, text]) => text !== undefined));
  const source = { env: { ...env, ...given } };
  const configuration = loadConfiguration(tryOut, source, ({ feedsFile }) => readFeedsFile(feedsFile).faults);
  return { ...configuration, feeds: readFeedsFile(configuration.feedsFile).feeds };
}
