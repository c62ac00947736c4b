export type ServiceName = 'gateway' | 'inference' | 'pager';
export const SERVICE_NAMES: readonly ServiceName[] = ['gateway', 'inference', 'pager'];
