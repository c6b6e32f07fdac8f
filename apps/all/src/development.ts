// The platform with the issuer that signs in the demo people without passwords, for `npm start`.
import { bootProcess } from '@waystation/service';
import { issuerPart } from './issuer-part.ts';
import { parts } from './parts.ts';

await bootProcess([...parts, issuerPart]);
