/** The services of Renwatch that run in any number. */
export const SERVICES = ['gateway', 'inference', 'pager'] as const;
export type Service = (typeof SERVICES)[number];
