import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { type Finding, findOldStyle } from './find-old-style';

const ROOT = path.resolve(__dirname, '../../..');
const HOUSES = ['apps', 'libs', 'tools'];
const CHECKED = /(?:\.(?:tsx?|mjs|cjs|md|yaml)|Dockerfile)$/;
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'out-tsc', 'test-results', 'coverage']);
/** Generated from pages and sources that are checked, and this tool, which has to write the words. */
const SKIPPED_PATHS = ['k8s/renwatch.yaml', 'tools/language/src'];

interface FileFinding extends Finding {
  file: string;
}

/** The workspace's text files, relative to its root. Hidden folders hold what tools wrote. */
function* checkedFiles(folder = ''): Generator<string> {
  for (const entry of readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (SKIPPED_PATHS.includes(file)) continue;
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && !SKIPPED_FOLDERS.has(entry.name)) yield* checkedFiles(file);
    } else if (CHECKED.test(entry.name)) yield file;
  }
}

/** `libs/aki` for a project's file, `docs` or `k8s` for a page or manifest, `root` for a file beside package.json. */
function roomOf(file: string): string {
  const [house = '', room = '', ...rest] = file.split('/');
  if (HOUSES.includes(house) && rest.length > 0) return `${house}/${room}`;
  return room === '' ? 'root' : house;
}

function findByRoom(): Map<string, FileFinding[]> {
  const rooms = new Map<string, FileFinding[]>();
  for (const file of checkedFiles()) {
    const found = findOldStyle(file, readFileSync(path.join(ROOT, file), 'utf8'));
    const room = rooms.get(roomOf(file)) ?? [];
    room.push(...found.map((finding) => ({ file, ...finding })));
    rooms.set(roomOf(file), room);
  }
  return rooms;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function printFindings(room: string, findings: FileFinding[]): void {
  print(`${room}: ${findings.length}`);
  for (const { file, line, rule, text } of findings) print(`  ${file}:${line}  ${rule}: ${text}`);
}

/** Lists the findings of the named rooms. @returns whether they have none */
function listRooms(rooms: string[]): boolean {
  const byRoom = findByRoom();
  let clean = true;
  for (const room of rooms) {
    const findings = byRoom.get(room);
    if (!findings) {
      print(`${room}: no such room; the rooms are ${[...byRoom.keys()].sort().join(', ')}`);
      clean = false;
    } else {
      printFindings(room, findings);
      clean &&= findings.length === 0;
    }
  }
  return clean;
}

/** Checks every room. @returns whether each room is clean */
function checkAll(): boolean {
  let total = 0;
  for (const [room, findings] of [...findByRoom()].sort(([a], [b]) => (a < b ? -1 : 1))) {
    total += findings.length;
    if (findings.length > 0) printFindings(room, findings);
  }
  print(`${total} findings`);
  return total === 0;
}

new Command('language-check')
  .description('Find wording that the style guide rules out.')
  .argument('[rooms...]', 'list all findings of these rooms, such as libs/aki, docs or root')
  .action((rooms: string[]) => {
    process.exitCode = (rooms.length > 0 ? listRooms(rooms) : checkAll()) ? 0 : 1;
  })
  .parse();
