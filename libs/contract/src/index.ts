export { decision, type Decision } from './decision';
export { feed, feeds, seenCode, type Feed, type Feeds, type SeenCode } from './feeds';
export { changed, LIVE_EVENTS, STALE_AFTER_MS, type Changed } from './live';
export { id, type CreatininePoint, type PatientName } from './masking';
export { PAGE_STATES, type PageState } from './page-state';
export { patient, type Patient, type PatientAlert, type PatientResult } from './patient';
export { problem, PROBLEMS, type Problem } from './problem';
export {
  isMaskedFor,
  login,
  role,
  ROLES,
  SCREENS,
  SCREENS_OF,
  session,
  type Login,
  type Role,
  type Screen,
  type Session,
} from './session';
export { openAlert, worklist, type OpenAlert, type Worklist } from './worklist';
