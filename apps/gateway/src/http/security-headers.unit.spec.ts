import 'reflect-metadata';
import { serializeContentSecurityPolicy } from '@nestjs/core/security/security-headers.js';
import { securityHeaders } from './security-headers.ts';

const issuer = { issuer: 'https://id.example/realms/way', clientId: 'c', clientSecret: 's', scope: 'openid' };
const headersOf = (publicUrl: string) => securityHeaders({ publicUrl: new URL(publicUrl), issuer });

it('https is demanded only if the public address uses it', () => {
  const secure = headersOf('https://station.example');
  const plain = headersOf('http://127.0.0.1:8080');
  expect([secure.strictTransportSecurity, plain.strictTransportSecurity]).toEqual([true, false]);
  const policy = ({ contentSecurityPolicy }: typeof plain) =>
    serializeContentSecurityPolicy(contentSecurityPolicy as never);
  expect(policy(secure)).toContain('upgrade-insecure-requests');
  expect(policy(plain)).not.toContain('upgrade-insecure-requests');
});

it('forms may redirect to the sign-in server', () => {
  const { contentSecurityPolicy } = headersOf('https://station.example');
  expect(serializeContentSecurityPolicy(contentSecurityPolicy as never)).toContain(
    "form-action 'self' https://id.example;",
  );
});
