import { feedSettings, kafkaSettings } from '@renwatch/runtime';
import { type ServiceDefinition } from '../service/service-definition';

export interface HandRunOptions {
  /** Of all services, also of those that the stack does not run. */
  services: readonly ServiceDefinition[];
  environment: Readonly<Record<string, string | undefined>>;
}

/** Settings of services that change what is read and decided: one run by hand must not differ from the stack's in them. */
const SHARED = [
  ...Object.values({ ...feedSettings, ...kafkaSettings }).map(({ variable }) => variable),
  'CREATININE_CODES',
  'AKI_RULE',
  'SHADOW_MODEL',
];
/** Its port is taken by the stack's own, and its end need not be as quick as the stack's. */
const NOT_BY_HAND = new Set(['HTTP_PORT', 'DRAIN_TIMEOUT_MS']);

/** What a service run by hand has to be told to do as the stack's own would: one set for all of them. */
export function handRunEnvironment({ services, environment }: HandRunOptions): Record<string, string> {
  const given = SHARED.map((name): [string, string | undefined] => [name, environment[name]]);
  const told = services.flatMap(({ env }) => Object.entries(env));
  return Object.fromEntries(
    [...given, ...told].filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && entry[1] !== '' && !NOT_BY_HAND.has(entry[0]),
    ),
  );
}
