import { errors, type Provider, type ResourceServer } from 'oidc-provider';
import { readPeople } from './people.ts';

/** Grant type for scripts: signs in the demo person named by `subject` without a browser. */
export const demoGrant = 'urn:waystation:demo';

/** Answers `grant_type=urn:waystation:demo&subject=...` with an access token for the API. */
export function registerDemoGrant(provider: Provider, api: ResourceServer, peopleFile: string): void {
  provider.registerGrantType<{ subject?: string }>(
    demoGrant,
    async (context) => {
      const { client, params } = context.oidc;
      const person = readPeople(peopleFile).find(({ subject }) => subject === params.subject);
      if (!person) throw new errors.InvalidGrant('no demo person has this subject');
      const token = new provider.AccessToken({
        client,
        accountId: person.subject,
        gty: demoGrant,
        scope: 'api',
      } as never);
      token.resourceServer = new provider.ResourceServer(api.audience!, api);
      context.body = {
        access_token: await token.save(),
        token_type: 'Bearer',
        expires_in: token.expiration,
        scope: 'api',
      };
    },
    ['subject'],
  );
}
