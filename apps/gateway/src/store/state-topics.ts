/** Topics of which the gateway keeps the newest of each key, under the names that its tables know them by. */
export const staffTopic = 'network.staff.state.v1';
export const stationTopic = 'network.station.state.v1';
