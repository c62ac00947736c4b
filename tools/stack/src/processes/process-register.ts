import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A process at the time of its registration. */
export interface ProcessMark {
  name: string;
  pid: number;
  identity: string;
}

export interface RegisterContents {
  supervisor: ProcessMark;
  services: ProcessMark[];
}

/** Keeps the list of a stack's processes in a file, so that the next start finds those of a killed one. */
export class ProcessRegister {
  private readonly services = new Map<string, ProcessMark>();

  constructor(
    private readonly file: string,
    private readonly supervisor: ProcessMark,
  ) {
    this.write();
  }

  static read(file: string): RegisterContents | undefined {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as RegisterContents;
    } catch {
      return undefined;
    }
  }

  add(mark: ProcessMark): void {
    this.services.set(mark.name, mark);
    this.write();
  }

  remove(name: string, pid: number): void {
    if (this.services.get(name)?.pid !== pid) return;
    this.services.delete(name);
    this.write();
  }

  close(): void {
    rmSync(this.file, { force: true });
  }

  private write(): void {
    const contents: RegisterContents = { supervisor: this.supervisor, services: [...this.services.values()] };
    mkdirSync(path.dirname(this.file), { recursive: true });
    // Renamed when complete: a start that is killed here leaves the old file or the new one.
    const unfinished = `${this.file}.unfinished`;
    writeFileSync(unfinished, `${JSON.stringify(contents, null, 2)}\n`);
    renameSync(unfinished, this.file);
  }
}
