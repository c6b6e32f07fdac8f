import type {
  ApplicationRejected,
  ApplicationScored,
  ApplicationSubmitted,
  SiteVisitScheduled,
  StationAuthorised,
} from '@waystation/contracts/network/v1/events';
import type { Steps } from '@waystation/model';

export type ApplicationStatus = 'submitted' | 'visit_scheduled' | 'scored' | 'authorised' | 'rejected';

/** Events of an application. */
export interface ApplicationEvents {
  ApplicationRejected: ApplicationRejected;
  ApplicationScored: ApplicationScored;
  ApplicationSubmitted: ApplicationSubmitted;
  SiteVisitScheduled: SiteVisitScheduled;
  StationAuthorised: StationAuthorised;
}

const undecided = ['submitted', 'visit_scheduled', 'scored'] as const;

/** Steps of an application, with the statuses that allow them. */
export const applicationSteps = {
  scheduleSiteVisit: { from: undecided, to: 'visit_scheduled', event: 'SiteVisitScheduled' },
  score: { from: ['visit_scheduled', 'scored'], to: 'scored', event: 'ApplicationScored' },
  authorise: { from: ['scored'], to: 'authorised', event: 'StationAuthorised' },
  reject: { from: undecided, to: 'rejected', event: 'ApplicationRejected' },
} as const satisfies Steps<ApplicationStatus, ApplicationEvents>;
