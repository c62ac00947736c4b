import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Reserved for tests: no machine's own resolver knows them. */
const HOSPITAL = 'hospital.test';
const ENDPOINT = 'pages.test';

/**
 * Host names of this machine that a test can take away while services run. A service that is started with these settings
 * asks its runtime's own look-up (`names.preload.ts`); all before and after that is what it does with any name.
 */
export class Names {
  readonly hospital = HOSPITAL;
  readonly endpoint = ENDPOINT;
  readonly settings: Readonly<Record<string, string>>;
  private readonly file: string;
  private readonly resolving = new Set([HOSPITAL, ENDPOINT]);

  constructor(folder: string) {
    this.file = path.join(folder, 'names');
    const preload = path.join(__dirname, 'names.preload.js');
    this.settings = { NODE_OPTIONS: `--require=${preload}`, E2E_NAMES: this.file };
    this.write();
  }

  /** Whoever asks for it is told that there is no such name. */
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
