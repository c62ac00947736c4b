import { type Dashboard } from './dashboard';
import { DECISIONS } from './decisions.dashboard';
import { FEEDS } from './feeds.dashboard';
import { OVERVIEW } from './overview.dashboard';
import { PAGES } from './pages.dashboard';
import { PARTS } from './parts.dashboard';

export const DASHBOARDS: readonly Dashboard[] = [OVERVIEW, FEEDS, DECISIONS, PAGES, PARTS];
