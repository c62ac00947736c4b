import { type Terminal } from './terminal';

/** What a command knows of the world. */
export interface CommandContext {
  terminal: Terminal;
  /** Read by the settings of src/config.ts alone. */
  env: Readonly<Record<string, string | undefined>>;
  now: () => Date;
  /** Who runs it, `user@host`. */
  user: string;
  /** Of the `npm start` whose broker and database are meant; undefined where others are named. */
  stackHome?: string | undefined;
}
