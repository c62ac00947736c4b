import {
  MERGE_IGNORED_REASONS,
  WITHHELD_REASONS,
  type Decision,
  type PatientEvent,
} from '@renwatch/decisions';
import { UNREAD_REASONS } from '@renwatch/intake';
import { exportAt0, type Metrics } from '@renwatch/runtime';
import { type Intake } from '../intake/intake';

/** The reason of a merge that was applied, though no message had named the number that went. */
const NUMBER_NEVER_SEEN = 'number-never-seen';

/** Counts by reason what a feed sends in vain: messages that are not read, merges without effect, and alerts nobody is paged for. */
export class PatientMetrics {
  private readonly unread;
  private readonly merges;
  private readonly withheld;
  private readonly omitted;
  private readonly secondNumbers;
  private readonly unmatched;

  constructor(metrics: Metrics) {
    this.unread = metrics.counter({
      name: 'inference_unread_messages_total',
      help: 'Messages of which nothing but the patient is read, by reason. Engineers who connect a feed see what it sends in vain.',
      labels: ['feed', 'reason'],
    });
    this.merges = metrics.counter({
      name: 'inference_merges_without_effect_total',
      help: 'Merges of two numbers that joined no results, by reason; many of a number never seen mean that a feed names it otherwise.',
      labels: ['reason'],
      known: { reason: [...MERGE_IGNORED_REASONS, NUMBER_NEVER_SEEN] },
    });
    this.withheld = metrics.counter({
      name: 'inference_alerts_withheld_total',
      help: 'Alerts that were due and not raised, by reason, for the clinical safety officer.',
      labels: ['reason'],
      known: { reason: WITHHELD_REASONS },
    });
    this.secondNumbers = metrics.counter({
      name: 'inference_second_numbers_total',
      help: 'ALARM: numbers that replaced another of the same result in the same message, which the sender does not tell apart. For engineers who connect a feed.',
      labels: ['feed'],
    });
    this.unmatched = metrics.counter({
      name: 'inference_unmatched_confirmations_total',
      help: 'ALARM: results confirmed without a value (OBX-11 U) of which no number ever came. For engineers who connect a feed: a message was lost.',
      labels: ['feed'],
    });
    this.omitted = metrics.counter({
      name: 'inference_reviews_omitted_total',
      help: 'Results not decided again though an earlier one changed, because a patient has too many; never the newest. A number may stand for several people.',
    });
  }

  exportFeeds(feeds: readonly string[]): void {
    exportAt0(this.secondNumbers, { feed: feeds });
    exportAt0(this.unmatched, { feed: feeds });
    exportAt0(this.unread, { feed: feeds, reason: UNREAD_REASONS });
  }

  read(intakes: readonly Intake[]): void {
    for (const { feed, unread: reason } of intakes) if (reason !== null) this.unread.inc({ feed, reason });
  }

  happened(events: readonly PatientEvent[]): void {
    for (const event of events) {
      if (event.type === 'MergeIgnored') this.merges.inc({ reason: event.reason });
      else if (event.type === 'ReviewsOmitted') this.omitted.inc(event.count);
      else if (event.type === 'ResultRevised' && event.isSecondNumber)
        this.secondNumbers.inc({ feed: event.message.feed });
      else if (event.type === 'ConfirmationUnmatched') this.unmatched.inc({ feed: event.message.feed });
      else if (event.type === 'PatientsMerged' && event.isUnmatched)
        this.merges.inc({ reason: NUMBER_NEVER_SEEN });
    }
  }

  decided(decisions: readonly Decision[]): void {
    for (const { withheld: reason } of decisions) if (reason !== null) this.withheld.inc({ reason });
  }
}
