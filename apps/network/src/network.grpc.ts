import { GrpcController } from '@waystation/call';
import { NetworkServiceService } from '@waystation/contracts/network/v1/service';
import { GetStandard } from './queries/get-standard.ts';
import { GetStation } from './queries/get-station.ts';
import { ListApplications } from './queries/list-applications.ts';
import { ListCodeLists } from './queries/list-code-lists.ts';
import { ListForms } from './queries/list-forms.ts';
import { ListLabourOperations } from './queries/list-labour-operations.ts';
import { ListNetworkStaff } from './queries/list-network-staff.ts';
import { ListPartPrices } from './queries/list-part-prices.ts';
import { ListPriceLists } from './queries/list-price-lists.ts';
import { ListPublicStationClasses } from './queries/list-public-station-classes.ts';
import { ListRegions } from './queries/list-regions.ts';
import { ListStaff } from './queries/list-staff.ts';
import { ListStationClasses } from './queries/list-station-classes.ts';
import { ListStations } from './queries/list-stations.ts';
import { AuthoriseStation } from './use-cases/authorise-station.ts';
import { CloseStation } from './use-cases/close-station.ts';
import { DefineBay } from './use-cases/define-bay.ts';
import { DefineRegion } from './use-cases/define-region.ts';
import { DefineStationClass } from './use-cases/define-station-class.ts';
import { DraftPriceList } from './use-cases/draft-price-list.ts';
import { DraftStationPriceList } from './use-cases/draft-station-price-list.ts';
import { GrantNetworkRole } from './use-cases/grant-network-role.ts';
import { GrantRole } from './use-cases/grant-role.ts';
import { PublishCodeList } from './use-cases/publish-code-list.ts';
import { PublishForm } from './use-cases/publish-form.ts';
import { PublishLabourOperations } from './use-cases/publish-labour-operations.ts';
import { PublishPriceList } from './use-cases/publish-price-list.ts';
import { PublishStandard } from './use-cases/publish-standard.ts';
import { PublishStationLabourOperations } from './use-cases/publish-station-labour-operations.ts';
import { PublishStationPriceList } from './use-cases/publish-station-price-list.ts';
import { PublishStationStandard } from './use-cases/publish-station-standard.ts';
import { RecordQualification } from './use-cases/record-qualification.ts';
import { RegisterNetworkStaff } from './use-cases/register-network-staff.ts';
import { RegisterStaff } from './use-cases/register-staff.ts';
import { RejectApplication } from './use-cases/reject-application.ts';
import { ReleaseStaff } from './use-cases/release-staff.ts';
import { ReopenStation } from './use-cases/reopen-station.ts';
import { ScheduleSiteVisit } from './use-cases/schedule-site-visit.ts';
import { ScoreApplication } from './use-cases/score-application.ts';
import { SetOpeningHours } from './use-cases/set-opening-hours.ts';
import { SetPartPrices } from './use-cases/set-part-prices.ts';
import { SetRoster } from './use-cases/set-roster.ts';
import { SetStationPartPrices } from './use-cases/set-station-part-prices.ts';
import { SubmitApplication } from './use-cases/submit-application.ts';
import { SuspendStation } from './use-cases/suspend-station.ts';

/** The step or query of each rpc. */
export class NetworkController extends GrpcController.of(NetworkServiceService, {
  defineRegion: DefineRegion,
  defineStationClass: DefineStationClass,
  submitApplication: SubmitApplication,
  scheduleSiteVisit: ScheduleSiteVisit,
  scoreApplication: ScoreApplication,
  authoriseStation: AuthoriseStation,
  rejectApplication: RejectApplication,
  suspendStation: SuspendStation,
  reopenStation: ReopenStation,
  closeStation: CloseStation,
  defineBay: DefineBay,
  setOpeningHours: SetOpeningHours,
  registerStaff: RegisterStaff,
  grantRole: GrantRole,
  recordQualification: RecordQualification,
  setRoster: SetRoster,
  releaseStaff: ReleaseStaff,
  registerNetworkStaff: RegisterNetworkStaff,
  grantNetworkRole: GrantNetworkRole,
  draftPriceList: DraftPriceList,
  setPartPrices: SetPartPrices,
  publishPriceList: PublishPriceList,
  draftStationPriceList: DraftStationPriceList,
  setStationPartPrices: SetStationPartPrices,
  publishStationPriceList: PublishStationPriceList,
  publishLabourOperations: PublishLabourOperations,
  publishStationLabourOperations: PublishStationLabourOperations,
  publishForm: PublishForm,
  publishCodeList: PublishCodeList,
  publishStandard: PublishStandard,
  publishStationStandard: PublishStationStandard,
  listRegions: ListRegions,
  listStationClasses: ListStationClasses,
  listPublicStationClasses: ListPublicStationClasses,
  listApplications: ListApplications,
  listStations: ListStations,
  getStation: GetStation,
  listStaff: ListStaff,
  listNetworkStaff: ListNetworkStaff,
  listPriceLists: ListPriceLists,
  listPartPrices: ListPartPrices,
  listLabourOperations: ListLabourOperations,
  listForms: ListForms,
  listCodeLists: ListCodeLists,
  getStandard: GetStandard,
}) {}
