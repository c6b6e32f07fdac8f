import { createHash } from 'node:crypto';
import { NotSignedIn, Unavailable } from '@waystation/model';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  ResponseBodyError,
  type Configuration,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client';
import type { PendingSignIn } from './pending-sign-ins.ts';

/** Audience of the access tokens that the API accepts. */
const apiAudience = 'urn:waystation:api';
const algorithms = ['ES256', 'ES384', 'RS256', 'RS384', 'RS512', 'PS256', 'EdDSA'];
const timeoutSeconds = 5;
const knownMax = 10_000;

export interface IssuerOptions {
  /** Name of the issuer in its tokens. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Scopes requested at sign-in: `openid`, and those that the issuer requires for refresh tokens. */
  scope: string;
  /** Origin of the gateway. */
  publicUrl: URL;
}

/** Tokens of the issuer for a session. */
export interface IssuerTokens {
  /** For signing out at the issuer. */
  idToken: string;
  refreshToken?: string;
  /** In milliseconds since 1970. */
  accessExpiresAt?: number;
}

type TokenResponse = TokenEndpointResponse & TokenEndpointResponseHelpers;

/** OpenID Connect issuer where people sign in. During its outage, people already signed in can work. */
export class Issuer {
  readonly #options: IssuerOptions;
  readonly #known = new Map<string, { subject: string; expiresAt: number }>();
  #configuration: Promise<Configuration> | undefined;
  #keys: ReturnType<typeof createRemoteJWKSet> | undefined;

  constructor(options: IssuerOptions) {
    this.#options = options;
  }

  /** First part of a login; the subject is the second. */
  get name(): string {
    return this.#options.issuer;
  }

  /** Starts a sign-in: the address to send the browser to, and the values to check when it returns. */
  async begin(): Promise<{ url: URL; expected: Pick<PendingSignIn, 'state' | 'nonce' | 'verifier'> }> {
    const configuration = await this.#discover();
    const expected = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: this.#callback.href,
      scope: this.#options.scope,
      state: expected.state,
      nonce: expected.nonce,
      code_challenge: await calculatePKCECodeChallenge(expected.verifier),
      code_challenge_method: 'S256',
    });
    return { url, expected };
  }

  /**
   * Exchanges the code for tokens.
   *
   * @param query unchanged query of the callback
   * @throws NotSignedIn if the issuer refuses or its answer fails a check; Unavailable if it does not answer
   */
  async finish(
    query: URLSearchParams,
    pending: PendingSignIn,
    now: Date,
  ): Promise<{ subject: string; tokens: IssuerTokens }> {
    const configuration = await this.#discover();
    const url = new URL(`${this.#callback.pathname}?${query}`, this.#options.publicUrl);
    const checks = {
      pkceCodeVerifier: pending.verifier,
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    };
    const response = await authorizationCodeGrant(configuration, url, checks).catch((cause: unknown) => {
      throw Object.assign(isOutage(cause) ? new Unavailable('ISSUER_UNAVAILABLE') : new NotSignedIn('SIGN_IN_FAILED'), {
        cause,
      });
    });
    return { subject: response.claims()!.sub, tokens: tokensOf(response, now) };
  }

  /**
   * @returns the new tokens; undefined if the issuer has ended the session
   * @throws Unavailable if the issuer does not answer
   */
  async refresh(tokens: IssuerTokens & { refreshToken: string }, now: Date): Promise<IssuerTokens | undefined> {
    const configuration = await this.#discover();
    const [result] = await Promise.allSettled([refreshTokenGrant(configuration, tokens.refreshToken)]);
    if (result.status === 'fulfilled') return { ...tokens, ...tokensOf(result.value, now) };
    if (result.reason instanceof ResponseBodyError && result.reason.error === 'invalid_grant') return undefined;
    throw Object.assign(new Unavailable('ISSUER_UNAVAILABLE'), { cause: result.reason as unknown });
  }

  /**
   * Address for signing out at the issuer too; undefined if it has no such page or is unavailable. It names the client
   * but contains no id token, since addresses are kept in logs and histories.
   */
  async signOutUrl(): Promise<string | undefined> {
    const [configuration] = await Promise.allSettled([this.#discover()]);
    if (configuration.status === 'rejected' || !configuration.value.serverMetadata().end_session_endpoint)
      return undefined;
    const home = new URL('/', this.#options.publicUrl).href;
    return buildEndSessionUrl(configuration.value, { post_logout_redirect_uri: home }).href;
  }

  /**
   * Checks the access token of an API client; results are cached until the token expires.
   *
   * @returns the token's subject, and a hash that identifies the token
   * @throws NotSignedIn for a token not valid for the API; Unavailable if the issuer's keys cannot be fetched
   */
  async verify(token: string, now: Date): Promise<{ subject: string; hash: string }> {
    const hash = createHash('sha256').update(token).digest('base64');
    const known = this.#known.get(hash);
    if (known && known.expiresAt > now.getTime()) return { subject: known.subject, hash };
    const configuration = await this.#discover();
    this.#keys ??= createRemoteJWKSet(new URL(configuration.serverMetadata().jwks_uri!), {
      timeoutDuration: timeoutSeconds * 1000,
    });
    const options = {
      issuer: configuration.serverMetadata().issuer,
      audience: apiAudience,
      algorithms,
      currentDate: now,
      requiredClaims: ['sub', 'exp'],
    };
    const { payload } = await jwtVerify(token, this.#keys, options).catch((cause: unknown) => {
      const isRefused =
        cause instanceof errors.JOSEError &&
        !(cause instanceof errors.JWKSTimeout) &&
        cause.code !== 'ERR_JOSE_GENERIC';
      throw Object.assign(isRefused ? new NotSignedIn('TOKEN_NOT_VALID') : new Unavailable('ISSUER_UNAVAILABLE'), {
        cause,
      });
    });
    if (this.#known.size >= knownMax) this.#known.clear();
    this.#known.set(hash, { subject: payload.sub!, expiresAt: payload.exp! * 1000 });
    return { subject: payload.sub!, hash };
  }

  get #callback(): URL {
    return new URL('/auth/callback', this.#options.publicUrl);
  }

  /** Fetched once, and again after a failure. */
  #discover(): Promise<Configuration> {
    const { clientId, clientSecret } = this.#options;
    const issuer = new URL(this.#options.issuer);
    const execute = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
    const options = { execute, timeout: timeoutSeconds };
    this.#configuration ??= discovery(issuer, clientId, undefined, ClientSecretBasic(clientSecret), options).catch(
      (cause: unknown) => {
        this.#configuration = undefined;
        throw Object.assign(new Unavailable('ISSUER_UNAVAILABLE'), { cause });
      },
    );
    return this.#configuration;
  }
}

function tokensOf(response: TokenResponse, now: Date): IssuerTokens {
  const seconds = response.expiresIn();
  return {
    ...(response.id_token && { idToken: response.id_token }),
    ...(response.refresh_token && { refreshToken: response.refresh_token }),
    ...(seconds !== undefined && { accessExpiresAt: now.getTime() + seconds * 1000 }),
  } as IssuerTokens;
}

const outageCodes = [
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
];

/** True if the issuer could not be reached, rather than having refused. */
function isOutage(error: unknown): boolean {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) return false;
  return error instanceof TypeError || outageCodes.includes((error as { code?: string }).code ?? '');
}
