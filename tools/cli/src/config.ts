import { databaseSettings, kafkaSettings, loadConfiguration, type Configuration } from '@renwatch/runtime';
import { type CommandContext } from './command/command-context';

const database = { databaseUrl: databaseSettings.databaseUrl };

export type KafkaConfiguration = Configuration<typeof kafkaSettings>;

/** The same variables as the services have. @throws ConfigurationError with every fault */
export const configureKafka = ({ env }: Pick<CommandContext, 'env'>): KafkaConfiguration =>
  loadConfiguration(kafkaSettings, { env });

/** @throws ConfigurationError */
export const configureDatabase = ({ env }: Pick<CommandContext, 'env'>): Configuration<typeof database> =>
  loadConfiguration(database, { env });
