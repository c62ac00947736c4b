import { z } from 'zod';
import { instantMs } from './masking';

/**
 * States of an alert's page. `unpublished`: the alert is recorded, and the pager does not have it yet; `waiting`: not
 * delivered yet; `delivered`; `refused`: the endpoint refused it for good; `retracted`: closed, because the alert no longer
 * stands.
 */
export const PAGE_STATES = ['unpublished', 'waiting', 'delivered', 'refused', 'retracted'] as const;

export const pageState = z.object({
  state: z.enum(PAGE_STATES),
  /** When the state was reached; null while the page is unpublished or waits. */
  atMs: instantMs.nullable(),
  attempts: z.number(),
});
export type PageState = z.infer<typeof pageState>;
