import type { SecurityHeadersOptions } from '@nestjs/common';
import type { Config } from '../config.ts';

/**
 * Security headers of every answer. Over plain http they must not demand https: browsers would try to use it for a year.
 */
export function securityHeaders({ publicUrl, issuer }: Pick<Config, 'publicUrl' | 'issuer'>): SecurityHeadersOptions {
  const isSecure = publicUrl.protocol === 'https:';
  return {
    // With `no-referrer`, browsers would send `Origin: null` with forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isSecure,
    contentSecurityPolicy: {
      directives: {
        // The sign-out form redirects to the sign-in server, and browsers check redirects of forms too.
        formAction: ["'self'", new URL(issuer.issuer).origin],
        upgradeInsecureRequests: isSecure,
      },
    },
  };
}
