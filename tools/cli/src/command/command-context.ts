import { type Terminal } from './terminal';

/** The surroundings of a command. */
export interface CommandContext {
  terminal: Terminal;
  /** Read only by src/config.ts. */
  env: Readonly<Record<string, string | undefined>>;
  now: () => Date;
  /** The user of the command, `user@host`. */
  user: string;
  /** Data directory of the `npm start` stack to use; undefined if a broker or a database is named. */
  stackHome?: string | undefined;
}
