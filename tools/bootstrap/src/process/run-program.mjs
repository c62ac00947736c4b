import { isInterrupted, signalGroup, spawnGroup } from './child-groups.mjs';
import { say, seconds } from './say.mjs';

const KEPT_OUTPUT = 20_000;
const LOOK_EVERY_MS = 1_000;
const TELL_EVERY_MS = 10_000;

/**
 * Runs a program to its end; its output is collected, not shown.
 * `progress()` returns a number that grows while the program gets on and the text that tells it: it is shown every 10 s,
 * and with `stallSeconds` the program is ended when the number has not grown for so long.
 * @returns {Promise<{ ok: boolean, code: number|null, why: string, output: string }>} `why`: the reason it was ended here
 */
export function runProgram(command, args, options = {}) {
  const { cwd, env, limitSeconds = 900, progress = () => ({ amount: 0, text: '' }), stallSeconds } = options;
  return new Promise((resolve) => {
    const begun = Date.now();
    const child = spawnGroup(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let why = '';
    let amount = -1;
    let grownAt = begun;
    let toldAt = begun;
    const collect = (data) => {
      output = (output + data).slice(-KEPT_OUTPUT);
    };
    const end = (reason) => {
      why = reason;
      signalGroup(child, 'SIGKILL');
    };
    const look = () => {
      const now = Date.now();
      if (now - begun > limitSeconds * 1000) return end(`took longer than ${limitSeconds} s`);
      const made = progress();
      if (made.amount > amount) {
        amount = made.amount;
        grownAt = now;
      }
      if (stallSeconds && now - grownAt > stallSeconds * 1000)
        return end(`made no progress for ${stallSeconds} s`);
      if (now - toldAt >= TELL_EVERY_MS) {
        toldAt = now;
        say(`  … ${seconds(begun)}${made.text ? `, ${made.text}` : ''}`);
      }
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    const done = (code) => {
      clearInterval(timer);
      if (!isInterrupted()) resolve({ ok: code === 0 && !why, code, why, output });
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => {
      collect(error.message);
      done(-1);
    });
    child.on('close', done);
  });
}
