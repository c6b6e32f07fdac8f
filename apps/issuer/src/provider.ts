import { Provider, type Configuration, type ResourceServer } from 'oidc-provider';
import type { IssuerConfig } from './config.ts';
import { demoGrant, registerDemoGrant } from './demo-grant.ts';
import type { KeptRecords } from './kept-records.ts';
import type { IssuerKeys } from './keys.ts';
import { errorPage } from './pages/error-page.ts';
import { pageLanguage } from './pages/language.ts';
import { signedOutPage, signOutPage } from './pages/sign-out-page.ts';
import { readPeople } from './people.ts';
import { allowPage } from './respond.ts';

/** Audience of the tokens that the platform's API accepts. */
export const apiAudience = 'urn:waystation:api';

const hours = 3600;

const api: ResourceServer = {
  scope: 'api',
  audience: apiAudience,
  accessTokenFormat: 'jwt',
  accessTokenTTL: 300,
  jwt: { sign: { alg: 'ES256' } },
};

/** OpenID Connect provider: authorization code with PKCE for the gateway, and a special grant for scripts. */
export function issuerProvider(config: IssuerConfig, keys: IssuerKeys, records: KeptRecords): Provider {
  const provider = new Provider(config.issuer.origin, {
    ...clientsOf(config),
    ...featuresOf(config),
    adapter: records.adapter,
    jwks: { keys: [keys.signing] } as Configuration['jwks'],
    // Browsers send cookies to every port of a host, so the names contain the port.
    cookies: { keys: [keys.cookie], names: cookieNames(config.issuer.port) },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    scopes: ['openid'],
    claims: { openid: ['sub'] },
    findAccount: async (_context, subject) => {
      const person = readPeople(config.peopleFile).find((each) => each.subject === subject);
      return person && { accountId: subject, claims: async () => ({ sub: subject }) };
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const known = oidc.session!.grantIdFor(oidc.client!.clientId);
      if (known) return oidc.provider.Grant.find(known);
      // No consent is requested, since the platform is the only client.
      const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
      grant.addOIDCScope('openid');
      grant.addResourceScope(apiAudience, 'api');
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: 300,
      IdToken: 600,
      Interaction: 1 * hours,
      RefreshToken: 12 * hours,
      Session: 12 * hours,
      Grant: 12 * hours,
    },
    renderError: async (context, out) => {
      context.type = 'html';
      const text = [out.error, out.error_description].filter(Boolean).join(': ');
      context.body = errorPage(text, config.gateway, pageLanguage(undefined, context.get('accept-language')));
    },
  });
  registerDemoGrant(provider, api, config.peopleFile);
  return provider;
}

function clientsOf(config: IssuerConfig): Configuration {
  return {
    clients: [
      {
        client_id: config.clientId,
        client_secret: config.clientSecret,
        redirect_uris: [new URL('/auth/callback', config.gateway).href],
        post_logout_redirect_uris: [new URL('/', config.gateway).href],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
      },
      {
        client_id: 'waystation-scripts',
        client_secret: config.scriptSecret,
        redirect_uris: [],
        grant_types: [demoGrant],
        response_types: [],
        id_token_signed_response_alg: 'ES256',
      },
    ],
  };
}

function featuresOf(config: IssuerConfig): Configuration {
  return {
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: async () => apiAudience,
        useGrantedResource: async () => true,
        getResourceServerInfo: async () => api,
      },
      rpInitiatedLogout: {
        enabled: true,
        postLogoutSuccessSource: async (context) => {
          allowPage(context.res, []);
          context.body = signedOutPage(config.gateway, pageLanguage(undefined, context.get('accept-language')));
        },
        logoutSource: async (context, form) => {
          const nonce = allowPage(context.res, [config.gateway.origin]);
          context.body = signOutPage(form, pageLanguage(undefined, context.get('accept-language')), nonce);
        },
      },
    },
  };
}

function cookieNames(port: string): Record<'session' | 'interaction' | 'resume', string> {
  const name = (what: string) => `waystation_issuer_${port || '80'}_${what}`;
  return { session: name('session'), interaction: name('interaction'), resume: name('resume') };
}
