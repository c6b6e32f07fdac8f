/**
 * Environment of one service: each setting may be given for this service only, with its name in front.
 *
 * `WAYSTATION_WORKSHOP_DATABASE_APP_URL` is the workshop's `WAYSTATION_DATABASE_APP_URL` and precedes it. So services in one
 * process have different databases and ports, and share what is given once, such as `WAYSTATION_KAFKA_BROKERS`. An empty
 * value removes a shared setting for the service.
 *
 * @param service `workshop`, or another part of the platform: `gateway`
 * @param environment of the process
 * @returns all settings of the process, with those of the service under their plain names
 */
export function settingsOf(service: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const prefix = prefixOf(service);
  const own = Object.entries(environment)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [`WAYSTATION_${name.slice(prefix.length)}`, value]);
  return { ...environment, ...Object.fromEntries(own) };
}

/** Beginning of the names of a service's own settings: `WAYSTATION_WORKSHOP_`. */
export function prefixOf(service: string): string {
  return `WAYSTATION_${service.toUpperCase()}_`;
}
