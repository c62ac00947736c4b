import { isLater, type MergeMoment } from './merge-moment';

const moment = (sentSeconds: number, receivedSeconds: number, messageId: string): MergeMoment => ({
  sentAt: new Date(sentSeconds * 1_000).toISOString(),
  receivedAt: new Date(receivedSeconds * 1_000).toISOString(),
  messageId,
});

describe('a merge', () => {
  it.each([
    ['was sent later, though received first', moment(2, 3, 'a'), moment(1, 4, 'b')],
    ['was sent at the same time and received later', moment(1, 4, 'a'), moment(1, 3, 'b')],
    ['has the greater id, at the same times', moment(1, 3, 'b'), moment(1, 3, 'a')],
  ])('is later if it %s', (_case, later, earlier) => {
    expect([isLater(later, earlier), isLater(earlier, later)]).toEqual([true, false]);
  });

  it('is not later than itself', () => {
    expect(isLater(moment(1, 3, 'a'), moment(1, 3, 'a'))).toBe(false);
  });
});
