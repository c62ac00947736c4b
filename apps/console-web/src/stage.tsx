import { type PageState } from '@renwatch/contract';
import { formatAge } from './format';

/** Corners of each stage's shape on a field of 16: a dot, a triangle, a diamond and a hexagon. */
const SHAPES: Readonly<Record<number, string>> = {
  1: '8,2 15,14 1,14',
  2: '8,0.5 15.5,8 8,15.5 0.5,8',
  3: '4.5,1 11.5,1 15.5,8 11.5,15 4.5,15 0.5,8',
};

/** The shape of a stage, to be placed in a drawing around a point. */
export function StageMark({ stage, size = 16 }: { stage: number; size?: number }) {
  const shape = SHAPES[stage];
  return shape === undefined ? (
    <circle className="mark stage-0" r={size / 4} />
  ) : (
    <polygon
      className={`mark stage-${stage}`}
      points={shape}
      transform={`scale(${size / 16}) translate(-8 -8)`}
    />
  );
}

/** A stage by word, shape and colour. */
export function Stage({ stage }: { stage: number }) {
  return (
    <span className={`stage stage-${stage}`}>
      <svg viewBox="-9 -9 18 18" aria-hidden="true">
        <StageMark stage={stage} />
      </svg>
      {stage === 0 ? 'No AKI' : `Stage ${stage}`}
    </span>
  );
}

/** Says how far the page of an alert is. */
export function PageNote({ page, nowMs }: { page: PageState; nowMs: number }) {
  const when = page.atMs === null ? '' : ` ${formatAge(page.atMs, nowMs)}`;
  const attempts = page.attempts > 1 ? `, ${page.attempts} attempts` : '';
  const words = {
    unpublished: 'Not sent yet',
    waiting: `Waiting to be delivered${attempts}`,
    delivered: `Paged${when}`,
    refused: `Refused by the pager${when}`,
    retracted: `Taken back${when}`,
  }[page.state];
  const isTrouble = page.state === 'refused' || (page.state === 'waiting' && page.attempts > 1);
  return <span className={isTrouble ? 'trouble' : ''}>{words}</span>;
}
