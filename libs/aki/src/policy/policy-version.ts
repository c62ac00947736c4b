/** Of what combines rule and model into a decision and its sentence; changes whenever either could. */
export const POLICY_VERSION = '1.1.0';
