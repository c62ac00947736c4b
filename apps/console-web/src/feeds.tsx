import { type Feed, type Feeds, type SeenCode } from '@renwatch/contract';
import { type ScreenProps } from './screen-props';
import { formatAge, formatCount } from './format';
import { Pending, TableHead } from './parts';
import { useAnswer } from './use-answer';

/** Shows what each feed has sent, and whether messages, decisions and pages flow. */
export function FeedsScreen({ version, onNoSession }: ScreenProps) {
  const { data, error } = useAnswer<Feeds>('feeds', version, onNoSession);
  if (!data) return <Pending error={error} />;
  const { feeds, pages, decisionsLastDay, alertsLastDay, lastDecisionAtMs, atMs } = data;
  const waitingSince =
    pages.oldestWaitingAtMs === null ? '' : `, the oldest ${formatAge(pages.oldestWaitingAtMs, atMs)}`;
  const figures: [string, string, string, boolean][] = [
    [
      'Decisions',
      formatCount(decisionsLastDay),
      lastDecisionAtMs === null ? 'none yet' : `last ${formatAge(lastDecisionAtMs, atMs)}`,
      false,
    ],
    ['Alerts', formatCount(alertsLastDay), 'in 24 hours', false],
    ['Pages delivered', formatCount(pages.deliveredLastDay), 'in 24 hours', false],
    ['Pages waiting', formatCount(pages.waiting), `now${waitingSince}`, pages.waiting > 0],
    ['Pages refused', formatCount(pages.refusedLastDay), 'in 24 hours', pages.refusedLastDay > 0],
  ];
  return (
    <section aria-labelledby="title">
      <h1 id="title">Feeds</h1>
      {error && <Pending error={error} />}
      <dl className="figures">
        {figures.map(([name, figure, note, isTrouble]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={isTrouble ? 'figure trouble' : 'figure'}>{figure}</dd>
            <dd className="small muted">{note}</dd>
          </div>
        ))}
      </dl>
      {feeds.length === 0 && (
        <p className="notice">No feed has sent anything yet. Check that a gateway runs and is connected.</p>
      )}
      {feeds.map((feed) => (
        <FeedSection key={feed.name} feed={feed} nowMs={atMs} />
      ))}
    </section>
  );
}

function FeedSection({ feed, nowMs }: { feed: Feed; nowMs: number }) {
  const { name, messages, lastSeenAtMs, unreadCount, seen } = feed;
  return (
    <section aria-label={`Feed ${name}`}>
      <h2>{name}</h2>
      <p className="muted">
        {formatCount(messages)} messages, last counted {formatAge(lastSeenAtMs, nowMs)}
      </p>
      {unreadCount > 0 && (
        <p className="trouble">
          {unreadCount} codes or types may hold creatinine and are not read. Look at the rows marked below.
        </p>
      )}
      <div className="scroll" tabIndex={0} role="region" aria-label={`Codes of ${name}`}>
        <table>
          <TableHead titles={['Kind', 'Code', 'Name', 'Unit', 'Read', 'Count', 'Last seen']} />
          <tbody>
            {seen.map((row) => (
              <tr key={[row.kind, row.code, row.system, row.unit].join('|')}>
                <td>{row.kind === 'message-type' ? 'message' : 'result'}</td>
                <th scope="row">
                  {row.code || '(none)'} <span className="small muted">{row.system}</span>
                </th>
                <td>{row.name}</td>
                <td>{row.unit}</td>
                <td>{readWords(row)}</td>
                <td className="number">{formatCount(row.count)}</td>
                <td>{formatAge(row.lastSeenAtMs, nowMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function readWords({ isRead, reason }: SeenCode) {
  if (isRead) return 'yes';
  return reason === null ? (
    <span className="muted">no</span>
  ) : (
    <strong className="trouble">no, look at it</strong>
  );
}
