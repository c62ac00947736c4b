/** Where the course mounts a history. */
export const MOUNTED_HISTORY = '/data/history.csv';
export const HISTORY_CHUNK_PATIENTS = 500;
