import {
  databaseSettings,
  kafkaSettings,
  loadConfiguration,
  optionalSetting,
  type Configuration,
} from '@renwatch/runtime';
import { type CommandContext } from './command/command-context';

type Environment = Pick<CommandContext, 'env'>;

const database = { databaseUrl: databaseSettings.databaseUrl };
const model = {
  model: optionalSetting('MODEL', { help: 'model file; empty: the shipped model; off: none' }),
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
