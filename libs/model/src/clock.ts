/** Source of time. Models never hold a clock: they get each instant as a parameter. */
export interface Clock {
  /** Current instant; simulated if the stack runs on simulated time. */
  now(): Date;
}
