export type ServiceName = 'gateway' | 'inference' | 'pager' | 'simulator';

/** One of the programs a stack runs. */
export interface ServiceDefinition {
  name: ServiceName;
  /** The built entry file. */
  main: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Where its health is asked for. */
  httpPort: number;
}
