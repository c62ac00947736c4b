import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { BrokerStartError } from './broker-start.error';
import { type KafkaJars } from './kafka-jars';

export interface FormatOptions {
  jars: KafkaJars;
  dataDir: string;
  logDirectory: string;
  propertiesFile: string;
}

/** Formats the broker's folder once. The mark is written last, so that a format that was interrupted is done anew. */
export async function formatStorage({
  jars,
  dataDir,
  logDirectory,
  propertiesFile,
}: FormatOptions): Promise<void> {
  const mark = path.join(dataDir, 'formatted');
  if (existsSync(mark)) return;
  await rm(logDirectory, { recursive: true, force: true });
  await mkdir(logDirectory, { recursive: true });
  const clusterId = randomBytes(16).toString('base64url');
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', path.join(jars.libFolder, '*')];
  const tool = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', propertiesFile];
  await promisify(execFile)(jars.java, [...flags, ...tool]).catch((cause: Error & { stderr?: string }) => {
    throw new BrokerStartError(`Kafka could not format ${logDirectory}: ${cause.stderr ?? cause.message}`, {
      cause,
    });
  });
  await writeFile(mark, `${clusterId}\n`);
}
