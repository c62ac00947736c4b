/** A page that was delivered, with the alert behind it. */
export interface DeliveredPage {
  alertId: string;
  mrn: string;
  /** 14 digits, the result's own local time. */
  observedLocal: string;
  source: string;
  /** The rule's stage; 0 if the model alone raised the alert. */
  stage: number;
  creatinineUmolPerL: number | null;
  baselineUmolPerL: number | null;
  /** The model's probability, if it was asked. */
  probability: number | null;
  /** ISO 8601, by the clocks of gateway and pager. */
  receivedAt: string;
  deliveredAt: string;
}
