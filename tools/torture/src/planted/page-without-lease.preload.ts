/** Loaded before a pager: sends each page it claims without keeping the lease, so that the other may claim it too. */
import { pagesRepository } from '@renwatch/store';

const { claimDue } = pagesRepository;

const withoutLease: typeof claimDue = async (db, options) => {
  const claimed = await claimDue(db, options);
  const ids = claimed.map(({ alertId }) => alertId);
  await db.query(
    'UPDATE pages SET claimed_by = NULL, claimed_until = NULL WHERE alert_id = ANY ($1::uuid[])',
    [ids],
  );
  return claimed;
};

Object.assign(pagesRepository, { claimDue: withoutLease });
