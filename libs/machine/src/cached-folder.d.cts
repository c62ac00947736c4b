/**
 * Returns a folder in the cache, and fills it if it is not there yet. It gets its name only when it is complete, so an
 * interrupted download is never used. If two processes fill it at once, the first one's is kept.
 * @param {object} options
 * @param {string} options.name must change with the contents
 * @param {(folder: string) => Promise<unknown>} options.fill receives an empty folder
 * @param {string} [options.cache]
 */
export function cachedFolder({
  name,
  fill,
  cache,
}: {
  name: string;
  fill: (folder: string) => Promise<unknown>;
  cache?: string | undefined;
}): Promise<string>;
/** Returns where downloads are kept: RENWATCH_CACHE, or `renwatch` in the user's cache folder. */
export function cacheFolder(env?: NodeJS.ProcessEnv): string;
//# sourceMappingURL=cached-folder.d.cts.map
