import {
  databaseSettings,
  kafkaSettings,
  loadConfiguration,
  setting,
  type Configuration,
} from '@renwatch/runtime';
import { type CommandContext } from './command/command-context';

const database = { databaseUrl: databaseSettings.databaseUrl };

export type KafkaConfiguration = Configuration<typeof kafkaSettings>;

/** The same variables as the services have. @throws ConfigurationError with every fault */
export const configureKafka = ({ env }: Pick<CommandContext, 'env'>): KafkaConfiguration =>
  loadConfiguration(kafkaSettings, { env });

/** @throws ConfigurationError */
export const configureDatabase = ({ env }: Pick<CommandContext, 'env'>): Configuration<typeof database> =>
  loadConfiguration(database, { env });

const model = {
  model: setting.optional('MODEL', { describe: 'a model file; empty: the shipped one; off: none' }),
};

/** @throws ConfigurationError */
export const configureModel = ({ env }: Pick<CommandContext, 'env'>): Configuration<typeof model> =>
  loadConfiguration(model, { env });
