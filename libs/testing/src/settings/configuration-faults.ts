import { ConfigurationError } from '@renwatch/runtime';

/** The faults that loading a configuration names, a line each; none where it loads. */
export function configurationFaults(load: () => unknown): string[] {
  try {
    load();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
}
