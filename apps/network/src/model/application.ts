import { Aggregate, Invalid, NotAllowed, Refused, type FieldViolation, type Named } from '@waystation/model';
import { applicationSteps, type ApplicationEvents } from './application-steps.ts';
import { duplicatesIn } from './duplicates.ts';
import type { Requirement, StationClass } from './station-class.ts';

/** Company and place of an application. */
export interface Submission {
  regionId: string;
  company: string;
  /** Address of the proposed station. */
  address: string;
  contact: string;
  remarks: string;
}

/** Result of the site visit for one requirement. */
export interface RequirementScore {
  requirement: string;
  /** 0 to 100. */
  points: number;
  met: boolean;
  evidence: string;
  photoHashes: string[];
}

/** Requirement that is not met, but accepted by the manufacturer. */
export interface AcceptedGap {
  requirement: string;
  justification: string;
}

/** Application to become a station, judged by the requirements of its class on the day of submission. */
export class Application extends Aggregate<typeof applicationSteps, ApplicationEvents, 'application', 'network'> {
  declare regionId: string;
  declare stationClassId: string;
  declare classRevision: number;
  declare applicantId: string;
  declare company: string;
  declare address: string;
  declare contact: string;
  declare remarks: string;
  declare submittedAt: Date;
  declare requirements: Requirement[];
  visitAt: Date | null = null;
  scores: RequirementScore[] = [];
  acceptedGaps: AcceptedGap[] = [];
  becameStationId: string | null = null;
  rejectionReason: string | null = null;
  rejectionRemarks: string | null = null;

  protected get steps() {
    return applicationSteps;
  }
  protected get subject() {
    return 'application' as const;
  }
  override get eventStation() {
    return this.becameStationId ?? undefined;
  }

  static submit(
    id: string,
    applicantId: string,
    { regionId, company, address, contact, remarks }: Submission,
    stationClass: StationClass,
    at: Date,
  ): Application {
    const application = new Application();
    application.begin({ id }, 'submitted');
    const { id: stationClassId, revision: classRevision, requirements } = stationClass;
    Object.assign(application, { regionId, company, address, contact, remarks, applicantId });
    Object.assign(application, { stationClassId, classRevision, requirements });
    application.submittedAt = at;
    application.publish('ApplicationSubmitted', at, { regionId, stationClassId, classRevision, applicantId });
    return application;
  }

  /** Codes of unmet requirements. */
  get gaps(): string[] {
    return this.scores.filter(({ met }) => !met).map(({ requirement }) => requirement);
  }

  /** @param regionId region of the actor */
  scheduleSiteVisit(visitAt: Date, scheduledBy: string, regionId: string | undefined, at: Date): void {
    this.mustBeOf(regionId);
    this.step('scheduleSiteVisit', at, { visitAt, scheduledBy });
    if (visitAt < at) throw new Refused('SITE_VISIT_IN_PAST');
    this.visitAt = visitAt;
  }

  /**
   * @param scores one for each requirement
   * @param regionId region of the actor
   */
  score(scores: readonly RequirementScore[], scoredBy: string, regionId: string | undefined, at: Date): void {
    this.mustBeOf(regionId);
    this.mustAllow('score');
    this.mustCover(scores);
    this.scores = scores.map(({ requirement, points, met, evidence, photoHashes }) => ({
      requirement,
      points,
      met,
      evidence,
      photoHashes,
    }));
    this.step('score', at, {
      scores: scores.map(({ requirement, points, met }) => ({ requirement, points, met })),
      gaps: this.gaps,
      scoredBy,
    });
  }

  /** Turns the applicant into a station. Every gap must be accepted by name, so that none is overlooked. */
  authorise(stationId: string, accepted: readonly AcceptedGap[], authorisedBy: string, at: Date): void {
    this.mustAllow('authorise');
    const acceptedCodes = new Set(accepted.map(({ requirement }) => requirement));
    const open = this.gaps.filter((gap) => !acceptedCodes.has(gap));
    if (open.length > 0) throw new Refused('GAPS_NOT_ACCEPTED', { gaps: open.map((code) => this.nameOf(code)) });
    const acceptedGaps = accepted.filter(({ requirement }) => this.gaps.includes(requirement));
    this.becameStationId = stationId;
    this.acceptedGaps = acceptedGaps.map(({ requirement, justification }) => ({ requirement, justification }));
    const { regionId, stationClassId, gaps } = this;
    this.step('authorise', at, { regionId, stationClassId, acceptedGaps: gaps, authorisedBy });
  }

  reject(reason: string, remarks: string, rejectedBy: string, at: Date): void {
    this.step('reject', at, { reason, rejectedBy });
    this.rejectionReason = reason;
    this.rejectionRemarks = remarks;
  }

  private mustBeOf(regionId: string | undefined): void {
    if (regionId !== this.regionId) throw new NotAllowed('OTHER_REGION');
  }

  /** Name of a requirement: equipment is described by its class, the texts name all others by code. */
  private nameOf(code: string): Named {
    const { nameEn = code, nameZh = code } = this.requirements.find((each) => each.code === code) ?? {};
    return { id: code, en: nameEn, zh: nameZh };
  }

  private mustCover(scores: readonly RequirementScore[]): void {
    const field = (index: number) => `scores[${index}].requirement`;
    const required = new Set(this.requirements.map(({ code }) => code));
    const unknown = scores.flatMap(({ requirement }, index): FieldViolation[] =>
      required.has(requirement)
        ? []
        : [{ field: field(index), description: 'is not a requirement of the class', reason: 'REQUIREMENT_UNKNOWN' }],
    );
    const doubles = duplicatesIn(scores, ({ requirement }) => requirement, field, 'REQUIREMENT_SCORED_TWICE');
    if (unknown.length + doubles.length > 0) throw new Invalid([...unknown, ...doubles]);
    const scored = new Set(scores.map(({ requirement }) => requirement));
    const missing = [...required].filter((code) => !scored.has(code));
    if (missing.length > 0) {
      throw new Refused('REQUIREMENTS_NOT_SCORED', { requirements: missing.map((code) => this.nameOf(code)) });
    }
  }
}
