import type { SecurityHeadersOptions } from '@nestjs/common';
import type { Config } from '../config.ts';

/**
 * What browsers are told about every answer. Over plain http nothing is said of https: a browser would look for an
 * https that is not there, for a year.
 */
export function securityHeaders({ publicUrl, issuer }: Pick<Config, 'publicUrl' | 'issuer'>): SecurityHeadersOptions {
  const isSecure = publicUrl.protocol === 'https:';
  return {
    // Browsers send `Origin: null` with a form of a page that may not tell where it is.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isSecure,
    contentSecurityPolicy: {
      directives: {
        // Signing out leads from a form to the sign-in server, and a redirect counts as a part of the form.
        formAction: ["'self'", new URL(issuer.issuer).origin],
        upgradeInsecureRequests: isSecure,
      },
    },
  };
}
