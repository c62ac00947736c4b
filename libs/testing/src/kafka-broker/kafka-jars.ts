import { spawn } from 'node:child_process';
import path from 'node:path';
import { workspaceRoot } from '../workspace/workspace-root';
import { BrokerStartError } from './broker-start.error';

export interface KafkaJars {
  libFolder: string;
  /** The Java to run them with. */
  java: string;
}

/**
 * The broker's jars, fetched if need be. In a process of its own: the program is an ES module that set-up uses before
 * anything is built, and jest cannot load those.
 * @throws BrokerStartError when Java or Maven is missing, with the remedy
 */
export async function kafkaJars({ say }: { say: (line: string) => void }): Promise<KafkaJars> {
  const program = path.join(workspaceRoot(), 'tools', 'bootstrap', 'src', 'kafka-jars.mjs');
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let answer = '';
  child.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    const line = chunk.toString().trim();
    lines.push(line);
    say(line);
  });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new BrokerStartError(lines.join(' '));
  return JSON.parse(answer) as KafkaJars;
}
