import { authority, timezone } from './schemas';
import { setting } from './setting';

/** Defaults for feeds, and for files beside them: the same for every service that reads one. */
export const feedSettings = {
  authority: setting('ASSIGNING_AUTHORITY', authority, {
    help: 'assigning authority of patient numbers that name none',
    fallback: 'local',
  }),
  timezone: setting('FEED_TIMEZONE', timezone, {
    help: 'IANA time zone of times that name none',
    fallback: 'UTC',
  }),
};
