import { type ServiceName } from '../settings/config';

/** A program that a stack runs. */
export interface ServiceDefinition {
  name: ServiceName;
  /** The built entry file. */
  main: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Port of its health and metrics. */
  httpPort: number;
}
