import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { BrokerStartError } from './broker-start.error';

export interface FormatOptions {
  java: string;
  /** The folder with the broker's jars. */
  jars: string;
  dataDir: string;
  logDirectory: string;
  propertiesFile: string;
  /** A user of SCRAM-SHA-512, who must be there before the broker is. */
  user?: { username: string; password: string };
}

/** Formats the broker's folder once. The mark is written last, so that an interrupted format is repeated. */
export async function formatStorage({
  java,
  jars,
  dataDir,
  logDirectory,
  propertiesFile,
  user,
}: FormatOptions): Promise<void> {
  const mark = path.join(dataDir, 'formatted');
  if (existsSync(mark)) return;
  await rm(logDirectory, { recursive: true, force: true });
  await mkdir(logDirectory, { recursive: true });
  const clusterId = newClusterId();
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', path.join(jars, '*')];
  const tool = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', propertiesFile];
  const users = user
    ? ['--add-scram', `SCRAM-SHA-512=[name=${user.username},password=${user.password}]`]
    : [];
  await promisify(execFile)(java, [...flags, ...tool, ...users]).catch(
    (cause: Error & { stderr?: string }) => {
      throw new BrokerStartError(`Kafka could not format ${logDirectory}: ${cause.stderr ?? cause.message}`, {
        cause,
      });
    },
  );
  await writeFile(mark, `${clusterId}\n`);
}

/** 128 bits, as Kafka makes them: none begins with a dash, which its own tool would take for a flag. */
function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}
