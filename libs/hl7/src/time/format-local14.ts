const FIRST_OF_YEAR = '00000101000000';
const LENGTH = 14;

/** Fills the digits of a local time to 14 with the beginning of its period: `202401202243` → `20240120224300`. */
export function formatLocal14(local: string): string {
  return local.length >= LENGTH ? local.slice(0, LENGTH) : local + FIRST_OF_YEAR.slice(local.length);
}
