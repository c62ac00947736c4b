import { execFile } from 'node:child_process';
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { workspaceRoot } from '@renwatch/testing';
import { linkPackages } from './link-packages';

export interface RevisionCheckoutOptions {
  /** Anything that git resolves to a commit. */
  revision: string;
  /** Must not exist yet. */
  folder: string;
  say: (line: string) => void;
}

/** The projects that a stack runs. */
const BUILT = ['apps/gateway', 'apps/inference', 'apps/pager', 'apps/simulator', 'tools/stack'];
const MAX_OUTPUT_BYTES = 16 * 1024 * 1024;
const TFJS = 'node_modules/@tensorflow/tfjs-node';

/** A revision in a git worktree of its own, built and ready to run; the caller calls `remove` when done. */
export class RevisionCheckout {
  private constructor(
    readonly root: string,
    /** The full hash. */
    readonly commit: string,
  ) {}

  /** @throws Error if there is no such revision, or it cannot be installed or built */
  static async create({ revision, folder, say }: RevisionCheckoutOptions): Promise<RevisionCheckout> {
    const here = workspaceRoot();
    const commit = await run(here, 'git', [
      'rev-parse',
      '--verify',
      '--end-of-options',
      `${revision}^{commit}`,
    ]);
    await run(here, 'git', ['worktree', 'add', '--quiet', '--detach', folder, commit]);
    const checkout = new RevisionCheckout(folder, commit);
    try {
      if (!linkPackages({ from: here, to: folder })) {
        say(`${revision}: npm ci, because its package-lock.json has other versions`);
        await run(folder, 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
        linkNativeAddon({ from: here, to: folder });
      }
      say(`${revision}: build`);
      const projects = BUILT.map((project) => `${project}/tsconfig.lib.json`);
      await run(folder, process.execPath, ['node_modules/typescript/bin/tsc', '-b', ...projects]);
    } catch (error) {
      checkout.remove();
      throw error;
    }
    return checkout;
  }

  /** Safe to call in an exit handler. */
  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
    // git drops its record of the worktree by itself; pruning now keeps `git worktree list` short.
    void run(workspaceRoot(), 'git', ['worktree', 'prune']).catch(() => undefined);
  }
}

/** npm's install script for tfjs-node downloads or builds the addon; the installed one serves as well. */
function linkNativeAddon({ from, to }: { from: string; to: string }): void {
  for (const folder of ['lib/napi-v8', 'deps']) {
    const target = path.join(to, TFJS, folder);
    if (!existsSync(path.join(from, TFJS, folder))) continue;
    rmSync(target, { recursive: true, force: true });
    symlinkSync(path.join(from, TFJS, folder), target);
  }
}

async function run(cwd: string, command: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd, maxBuffer: MAX_OUTPUT_BYTES });
    return stdout.trim();
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args[0]} failed: ${(stderr + stdout).trim() || String(error)}`, {
      cause: error,
    });
  }
}
