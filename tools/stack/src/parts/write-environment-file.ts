import { writeFileSync } from 'node:fs';

export interface EnvironmentFileOptions {
  file: string;
  variables: Readonly<Record<string, string>>;
}

/** Leaves what a service run by hand needs to join this stack. It holds a password: nobody else may read it. */
export function writeEnvironmentFile({ file, variables }: EnvironmentFileOptions): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
}
