import { topicOf } from '@waystation/events';

/** Topics of which the gateway keeps the newest of each key. */
export const staffTopic = topicOf('waystation.network.v1.StaffState');
export const stationTopic = topicOf('waystation.network.v1.StationState');
