import { type Session } from '@renwatch/contract';

/** Given to every screen. */
export interface ScreenProps {
  session: Session;
  /** Rises when something changed: the screen reads again. */
  version: number;
  onNoSession: () => void;
}
