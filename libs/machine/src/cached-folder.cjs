const { randomUUID } = require('node:crypto');
const { existsSync } = require('node:fs');
const { mkdir, rename, rm } = require('node:fs/promises');
const { homedir } = require('node:os');
const path = require('node:path');

/** Returns where downloads are kept: RENWATCH_CACHE, or `renwatch` in the user's cache folder. */
function cacheFolder(env = process.env) {
  return env.RENWATCH_CACHE || path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'renwatch');
}

/**
 * Returns a folder in the cache, and fills it if it is not there yet. It gets its name only when it is complete, so an
 * interrupted download is never used. If two processes fill it at once, the first one's is kept.
 * @param {object} options
 * @param {string} options.name must change with the contents
 * @param {(folder: string) => Promise<unknown>} options.fill receives an empty folder
 * @param {string} [options.cache]
 */
async function cachedFolder({ name, fill, cache = cacheFolder() }) {
  const folder = path.join(cache, name);
  if (existsSync(folder)) return folder;
  const unfinished = path.join(cache, `.${name}-${randomUUID()}`);
  try {
    await mkdir(unfinished, { recursive: true });
    await fill(unfinished);
    await rename(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

module.exports = { cachedFolder, cacheFolder };
