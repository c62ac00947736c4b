const begun = Date.now();

/** Formats the seconds since `since` (ms). */
export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

export const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;

/** Prints a line with the time since the command began. */
export function say(text) {
  process.stdout.write(`[${seconds(begun).padStart(7)}] ${text}\n`);
}
