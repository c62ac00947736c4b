import { pagesRepository, type Database } from '@renwatch/store';
import { type Letter } from '../letters/letter';
import { type Door, type DoorAnswer } from './door';

/** Owes a refused page once more: the pager sends it with its next look, under the same Idempotency-Key. */
export class PageDoor implements Door {
  constructor(private readonly db: Database) {}

  async send({ records }: Letter): Promise<DoorAnswer> {
    const { alertId } = records[0].source;
    const state = await pagesRepository.reopen(this.db, alertId ?? '');
    switch (state) {
      case 'owed':
        return { isTaken: true, note: 'the page is owed again' };
      case 'unchanged':
        return { isTaken: true, note: 'the page was owed or delivered already' };
      case 'unknown':
        return {
          isTaken: false,
          note: 'the database has no such page: DATABASE_URL names the one it was owed in',
        };
    }
  }
}
