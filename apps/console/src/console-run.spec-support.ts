import 'reflect-metadata';
import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Role, type Session } from '@renwatch/contract';
import { createLogger, RuntimeModule } from '@renwatch/runtime';
import {
  alertsRepository,
  consoleUsersRepository,
  type Database,
  decisionsRepository,
  hashPassword,
  openDatabase,
  pagesRepository,
  patientsRepository,
  resultsRepository,
} from '@renwatch/store';
import {
  createDatabase,
  FaultProxy,
  freePort,
  prepareForServices,
  type TestDatabase,
} from '@renwatch/testing';
import { readConsoleConfiguration } from './config';
import { ConsoleModule } from './console.module';
import { raisedPatient } from './raised-patient.spec-support';

const DRAIN_MS = 1_000;
export const PASSWORD = 'a long enough password';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: unknown;
}

/** A console on a database of its own, and people who use it. */
export class ConsoleRun {
  private constructor(
    readonly app: INestApplication,
    private readonly database: TestDatabase,
    /** With the rights of the owner. */
    readonly db: Database,
    /** Between the console and its database. */
    readonly proxy: FaultProxy,
    readonly url: string,
    readonly probesUrl: string,
  ) {}

  static async start(own: Record<string, string> = {}): Promise<ConsoleRun> {
    const database = await createDatabase();
    const { console: login } = await prepareForServices(database.url);
    const { hostname: host, port: databasePort } = new URL(login);
    const proxy = new FaultProxy({ target: `${host}:${databasePort}` });
    await proxy.listen();
    const [port, probesPort] = [await freePort(), await freePort()];
    const url = `http://127.0.0.1:${port}`;
    const configuration = readConsoleConfiguration({
      argv: [],
      env: {
        DATABASE_URL: Object.assign(new URL(login), { host: proxy.address }).toString(),
        ...{ CONSOLE_PORT: String(port), CONSOLE_URL: url, ...own },
      },
    });
    const logger = createLogger({ service: 'console', level: 'silent' });
    const runtime = RuntimeModule.forService({ service: 'console', logger });
    class Root {}
    const root = { module: Root, imports: [runtime, ConsoleModule.forConfiguration(configuration)] };
    const app = await NestFactory.create(root, { logger: false });
    await app.listen(probesPort, '127.0.0.1');
    const db = openDatabase({ url: database.url, applicationName: 'spec', maxConnections: 2 });
    return new ConsoleRun(app, database, db, proxy, url, `http://127.0.0.1:${probesPort}`);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.proxy.close();
    await this.db.close({ drainMs: DRAIN_MS });
    await this.database.drop();
  }

  /** Adds an account. */
  async add(name: string, role: Role): Promise<void> {
    const password = await hashPassword(PASSWORD);
    await consoleUsersRepository.put(this.db, { name, role, password, by: 'spec' }, { replaces: true });
  }

  async ask(path: string, init: RequestInit = {}, base = this.url): Promise<Answer> {
    const response = await fetch(`${base}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  }

  logIn(name: string, password = PASSWORD, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask('/api/v1/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ name, password }),
    });
  }

  /** Adds a person of this role and returns what the person can do. */
  async person(name: string, role: Role) {
    await this.add(name, role);
    const answer = await this.logIn(name);
    const session = answer.body as Session;
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const ask = (path: string, init: RequestInit = {}) =>
      this.ask(path, { ...init, headers: { cookie, ...init.headers } });
    return { session, cookie, ask };
  }

  /** Stores a patient with results and an alert about the newest; its page is delivered. */
  async raise(mrn: string, level: number, umolPerL: readonly string[]) {
    const { patientRow, results, decision, alert, page } = raisedPatient({ mrn, level, umolPerL });
    await patientsRepository.ensure(this.db, [patientRow]);
    await resultsRepository.save(this.db, results);
    await resultsRepository.appendRevisions(
      this.db,
      results.map(({ id: resultId, umolPerL: value, sentAt }) => ({
        ...{ resultId, revision: 1, umolPerL: value, comparator: '', status: 'F', sentAt },
        ...{ messageId: `m-${mrn}`, observation: 0, feed: 'ward', receivedAt: sentAt },
      })),
    );
    await decisionsRepository.insert(this.db, [decision]);
    await alertsRepository.insert(this.db, [alert]);
    await pagesRepository.insert(this.db, [page]);
    return { patientId: decision.patientId, decisionId: decision.id, mrn };
  }

  async audited(userName: string): Promise<{ action: string; patients: string[] }[]> {
    return this.db.query(
      `SELECT a.action, array(SELECT p.patient_id::text FROM console_audit_patients p WHERE p.audit_id = a.id ORDER BY 1) AS patients
       FROM console_audit a WHERE a.user_name = $1 ORDER BY a.id`,
      [userName],
    );
  }
}
