/** Renwatch's services, each of which may have any number of replicas. */
export const SERVICES = ['gateway', 'inference', 'pager'] as const;
export type Service = (typeof SERVICES)[number];
