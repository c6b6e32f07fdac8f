import { topicOf } from '@waystation/events';

/** State topics that the gateway keeps a copy of. */
export const staffTopic = topicOf('waystation.network.v1.StaffState');
export const stationTopic = topicOf('waystation.network.v1.StationState');
