/** Where the time comes from. A model never holds one: it gets each instant as a parameter. */
export interface Clock {
  /** The present instant; simulated where a stack runs on simulated time. */
  now(): Date;
}
