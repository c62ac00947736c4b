import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { workspaceRoot } from '@renwatch/testing';
import { command } from './command';

/** A client that others wrote, and the program of ours that sends a folder of messages with it. */
export interface InteropClient {
  name: string;
  version: string;
  /** Installs the client from its registry into a folder that is kept; does nothing if it is there. */
  install(folder: string): Promise<void>;
  /** The command that sends to a port of this machine and prints `NAME<TAB>MSA-1` for each message. */
  command(options: { folder: string; port: number; messages: string }): readonly string[];
}

const PROGRAMS = path.join(workspaceRoot(), 'tools/e2e/interop');
const program = (name: string): string => path.join(PROGRAMS, name);

const hapi: InteropClient = {
  name: 'HAPI HL7v2, default validation',
  version: '2.6.0',
  install: async (folder) => {
    if (existsSync(folder) && readdirSync(folder).some((file) => file.startsWith('hapi-base'))) return;
    await command(['mvn', '-q', '-B', '-f', program('pom.xml'), COPY, `-DoutputDirectory=${folder}`]);
  },
  command: ({ folder, port, messages }) => [
    ...['java', '-cp', path.join(folder, '*'), program('HapiClient.java'), String(port), messages],
  ],
};
const COPY = 'dependency:copy-dependencies';

function fromPip(options: { name: string; package: string; version: string; script: string }): InteropClient {
  const pythonIn = (folder: string) => path.join(folder, 'bin/python');
  return {
    ...{ name: options.name, version: options.version },
    install: async (folder) => {
      const installed = path.join(folder, `${options.package}-${options.version}`);
      if (existsSync(installed)) return;
      await command(['python3', '-m', 'venv', folder]);
      const wanted = `${options.package}==${options.version}`;
      await command([pythonIn(folder), '-m', 'pip', 'install', '-q', '--disable-pip-version-check', wanted]);
      mkdirSync(installed);
    },
    command: ({ folder, port, messages }) => [
      ...[pythonIn(folder), program(options.script), String(port), messages],
    ],
  };
}

function fromNpm({
  name,
  version,
  script,
}: {
  name: string;
  version: string;
  script: string;
}): InteropClient {
  return {
    ...{ name, version },
    install: async (folder) => {
      if (existsSync(path.join(folder, 'node_modules', name))) return;
      // Their declared Node is newer than the oldest that Renwatch runs on; the run shows whether they work.
      const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--engine-strict=false'];
      await command(['npm', 'install', '--prefix', folder, ...flags, `${name}@${version}`]);
    },
    command: ({ folder, port, messages }) => [
      ...[process.execPath, program(script), String(port), messages, folder],
    ],
  };
}

export const CLIENTS: readonly InteropClient[] = [
  hapi,
  fromPip({ name: 'python-hl7', package: 'hl7', version: '0.4.5', script: 'python_hl7_client.py' }),
  fromPip({
    name: 'hl7apy, strict validation',
    package: 'hl7apy',
    version: '1.3.5',
    script: 'hl7apy_client.py',
  }),
  fromNpm({ name: 'node-hl7-client', version: '4.0.0', script: 'node-hl7-client.mjs' }),
  fromNpm({ name: '@medplum/hl7', version: '5.0.10', script: 'medplum-client.mjs' }),
];
