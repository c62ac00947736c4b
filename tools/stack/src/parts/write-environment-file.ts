import { rmSync, writeFileSync } from 'node:fs';

export interface EnvironmentFileOptions {
  file: string;
  variables: Readonly<Record<string, string>>;
}

/**
 * Leaves what a service run by hand needs to join this stack, in the form of Node's `--env-file`. It holds a password:
 * nobody else may read it.
 */
export function writeEnvironmentFile({ file, variables }: EnvironmentFileOptions): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}`);
  // The mode is of a file that is made: one that is there keeps its own.
  rmSync(file, { force: true });
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
}

/** Unquoted, a `#` would begin a comment. In double quotes Node reads `\n` as a new line, so that they come last. */
function quoted(value: string): string {
  const quote = ["'", '`', '"'].find((mark) => !value.includes(mark)) ?? '';
  return `${quote}${value}${quote}`;
}
