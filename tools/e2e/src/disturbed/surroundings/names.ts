import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Names of a domain reserved for tests, which no resolver knows. */
const HOSPITAL = 'hospital.test';
const ENDPOINT = 'pages.test';
const DATABASE = 'database.test';

/**
 * Host names of this machine that a test can remove while services run. Services started with these settings resolve names
 * with `names.preload.ts`; everything else is as with any name.
 */
export class Names {
  readonly hospital = HOSPITAL;
  readonly endpoint = ENDPOINT;
  readonly database = DATABASE;
  /** Loaded by a service before its own code. */
  readonly preload = path.join(__dirname, 'names.preload.js');
  readonly settings: Readonly<Record<string, string>>;
  private readonly file: string;
  private readonly resolving = new Set([HOSPITAL, ENDPOINT, DATABASE]);

  constructor(folder: string) {
    this.file = path.join(folder, 'names');
    this.settings = { E2E_NAMES: this.file };
    this.write();
  }

  /** Makes the name unknown. */
  remove(name: string): void {
    this.resolving.delete(name);
    this.write();
  }

  restore(name: string): void {
    this.resolving.add(name);
    this.write();
  }

  private write(): void {
    writeFileSync(this.file, [...this.resolving].join('\n'));
  }
}
