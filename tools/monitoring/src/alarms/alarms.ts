import { type Alarm } from './alarm';
import { DECISION_ALARMS } from './decision.alarms';
import { FEED_ALARMS } from './feed.alarms';
import { PAGE_ALARMS } from './page.alarms';
import { SERVICE_ALARMS } from './service.alarms';

/** Alarms by group, as Prometheus evaluates them. */
export const ALARM_GROUPS: readonly { name: string; alarms: readonly Alarm[] }[] = [
  { name: 'renwatch.pages', alarms: PAGE_ALARMS },
  { name: 'renwatch.feeds', alarms: FEED_ALARMS },
  { name: 'renwatch.decisions', alarms: DECISION_ALARMS },
  { name: 'renwatch.services', alarms: SERVICE_ALARMS },
];

export const ALARMS: readonly Alarm[] = ALARM_GROUPS.flatMap(({ alarms }) => alarms);
