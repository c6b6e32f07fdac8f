import { ServiceModule } from '@waystation/service';
import { NetworkController } from './network.grpc.ts';
import { Applications } from './store/application.mapping.ts';
import { CodeLists } from './store/code-list.mapping.ts';
import { Forms } from './store/form.mapping.ts';
import { FormVersions } from './store/form-version.mapping.ts';
import { LabourOperations } from './store/labour-operation.mapping.ts';
import { LabourOperationVersions } from './store/labour-operation-version.mapping.ts';
import { NetworkLogins } from './store/network-login.mapping.ts';
import { AllNetworkStaff } from './store/network-staff.mapping.ts';
import { PartPrices } from './store/part-prices.ts';
import { PriceLists } from './store/price-list.mapping.ts';
import { PriceListVersions } from './store/price-list-version.mapping.ts';
import { Regions } from './store/region.mapping.ts';
import { AllStaff } from './store/staff.mapping.ts';
import { StaffLogins } from './store/staff-login.mapping.ts';
import { Standards } from './store/standard.mapping.ts';
import { StandardVersions } from './store/standard-version.mapping.ts';
import { Stations } from './store/station.mapping.ts';
import { StationClasses } from './store/station-class.mapping.ts';
import { migration as network } from './store/migrations/0001-network.ts';
import en from './texts/en.json' with { type: 'json' };
import zh from './texts/zh.json' with { type: 'json' };
import { AdoptStandard } from './timers/adopt-standard.ts';

export const NetworkModule = ServiceModule.for({
  name: 'network',
  controller: NetworkController,
  timers: [AdoptStandard],
  reactions: [],
  stores: [
    AllNetworkStaff,
    AllStaff,
    Applications,
    CodeLists,
    FormVersions,
    Forms,
    LabourOperationVersions,
    LabourOperations,
    NetworkLogins,
    PartPrices,
    PriceListVersions,
    PriceLists,
    Regions,
    StaffLogins,
    StandardVersions,
    Standards,
    StationClasses,
    Stations,
  ],
  keeps: ['waystation.network.v1.CodeListState'],
  migrations: [network],
  texts: { en, zh },
});
