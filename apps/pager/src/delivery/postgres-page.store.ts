import { erasuresRepository, pagesRepository, retractionsRepository, type Database } from '@renwatch/store';
import { type Page } from './page';
import { type Slots } from './delivery-slots';
import {
  type Backlog,
  type ClaimedPage,
  type DeliveredPage,
  type Failure,
  type PageStore,
} from './page-store.port';

export interface PostgresPageStoreOptions {
  db: Database;
  /** Identifies this process among all replicas. */
  owner: string;
  /** Longer than a request and recording its outcome take together. */
  leaseMs: number;
  /** Called with the number of pages left out because their patients were erased. */
  onErased: (pages: number) => void;
}

/** Keeps pages in PostgreSQL. */
export class PostgresPageStore implements PageStore {
  constructor(private readonly options: PostgresPageStoreOptions) {}

  /**
   * Leaves out pages whose patients were erased after the alert's message was received. A page that was claimed names no
   * patient. Its row is only marked as delivered, because an erasure may have removed it since.
   */
  async insert(pages: readonly (Page | DeliveredPage)[]): Promise<string[]> {
    const { db, onErased } = this.options;
    const { inserted, left } = await db.transaction(async (tx) => {
      const keys = pages.flatMap(({ patientKey }) => patientKey ?? []);
      const erased = await erasuresRepository.holdErasedKeys(tx, keys);
      const given = pages.filter(({ patientKey }) => patientKey !== undefined);
      const kept = given.filter(({ patientKey, receivedAt }) => {
        const erasedAt = erased.get(patientKey ?? '');
        return erasedAt === undefined || Date.parse(receivedAt) > Date.parse(erasedAt);
      });
      const inserted = await pagesRepository.insert(tx, kept);
      for (const page of pages)
        if (page.patientKey === undefined && 'deliveredAt' in page)
          await pagesRepository.delivered(tx, page.alertId, { at: page.deliveredAt });
      return { inserted, left: given.length - kept.length };
    });
    if (left > 0) onErased(left);
    return inserted;
  }

  async claimDue({ stage1: limit, stage2: stage2Limit, stage3: stage3Limit }: Slots): Promise<ClaimedPage[]> {
    const { db, owner, leaseMs } = this.options;
    // Read before the query: the database starts the lease no earlier.
    const leaseEndsMs = performance.now() + leaseMs;
    const pages = await pagesRepository.claimDue(db, { owner, leaseMs, limit, stage2Limit, stage3Limit });
    return pages.map((page) => ({ ...page, leaseEndsMs }));
  }

  delivered(alertId: string, deliveredAt: string): Promise<boolean> {
    return pagesRepository.delivered(this.options.db, alertId, { at: deliveredAt });
  }

  retryLater(alertId: string, { delayMs, reason: error, mayHaveArrived }: Failure): Promise<void> {
    const { db, owner } = this.options;
    return pagesRepository.retryLater(db, alertId, { owner, delayMs, error, mayHaveArrived });
  }

  refused(alertId: string, reason: string): Promise<boolean> {
    return pagesRepository.refused(this.options.db, alertId, { error: reason });
  }

  release(alertIds: readonly string[]): Promise<void> {
    const { db, owner } = this.options;
    return pagesRepository.release(db, { owner, alertIds });
  }

  async backlog(): Promise<Backlog> {
    const { db } = this.options;
    const retractedAfterDelivery = await retractionsRepository.countAfterDelivery(db);
    return { ...(await pagesRepository.backlog(db)), retractedAfterDelivery };
  }
}
